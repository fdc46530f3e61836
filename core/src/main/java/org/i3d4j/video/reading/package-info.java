/** Frames of a video by number, or one after the other: what the rooms of containers, decoding and scaling are for. */
@NullMarked
package org.i3d4j.video.reading;

import org.jspecify.annotations.NullMarked;
