/** I3D video action recognition; {@link org.i3d4j.I3d} is where to start. */
@NullMarked
package org.i3d4j;

import org.jspecify.annotations.NullMarked;
