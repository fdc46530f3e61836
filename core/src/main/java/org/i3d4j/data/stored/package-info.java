/** Videos as they are stored: found in folders, and looked up by the names that lists give them. */
@NullMarked
package org.i3d4j.data.stored;

import org.jspecify.annotations.NullMarked;
