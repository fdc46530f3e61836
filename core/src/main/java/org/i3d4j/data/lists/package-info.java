/** The text of the lists that data sets come with: rows as they stand, neither classes nor files looked up. */
@NullMarked
package org.i3d4j.data.lists;

import org.jspecify.annotations.NullMarked;
