/** Frames into a video file. */
@NullMarked
package org.i3d4j.video.writing;

import org.jspecify.annotations.NullMarked;
