package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Brings one row of a crop after the other into a batch. */
interface RowCarrier {
    /**
     * Carries row {@code y} of the crop.
     *
     * @param frame the resized frame
     * @param planesHw the crop's planes, one per channel
     */
    void carry(ByteBuffer frame, int y, FloatBuffer[] planesHw);
}
