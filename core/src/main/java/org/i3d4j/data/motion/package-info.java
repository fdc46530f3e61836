/** Synthetic videos whose classes only motion tells apart. */
@NullMarked
package org.i3d4j.data.motion;

import org.jspecify.annotations.NullMarked;
