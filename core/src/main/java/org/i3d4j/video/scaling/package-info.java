/** From a decoded frame, turned as its file says, to RGB rows of the size that is asked for. */
@NullMarked
package org.i3d4j.video.scaling;

import org.jspecify.annotations.NullMarked;
