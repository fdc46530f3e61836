/** The parts of frames that transforms look at and how they are carried to a batch, row by row. Knows no transform. */
@NullMarked
package org.i3d4j.video.transform.frames;

import org.jspecify.annotations.NullMarked;
