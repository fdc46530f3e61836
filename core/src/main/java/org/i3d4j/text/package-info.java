/** Text for people, and names as they write them. */
@NullMarked
package org.i3d4j.text;

import org.jspecify.annotations.NullMarked;
