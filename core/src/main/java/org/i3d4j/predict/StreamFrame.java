package org.i3d4j.predict;

import org.i3d4j.video.Clip;

/**
 * A decoded frame in memory that is used again for a later one.
 *
 * @param pixels a clip of one frame
 * @param index in the stream
 * @param seconds when it is shown, from the first frame
 * @param endSeconds until when it is shown
 */
record StreamFrame(Clip pixels, int index, double seconds, double endSeconds) {}
