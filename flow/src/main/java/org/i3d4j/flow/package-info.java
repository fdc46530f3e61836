/** Optical flow by OpenCV. */
@NullMarked
package org.i3d4j.flow;

import org.jspecify.annotations.NullMarked;
