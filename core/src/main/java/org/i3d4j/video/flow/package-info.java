/** Optical flow: how it is computed, what levels it has as pixels, how it is drawn. */
@NullMarked
package org.i3d4j.video.flow;

import org.jspecify.annotations.NullMarked;
