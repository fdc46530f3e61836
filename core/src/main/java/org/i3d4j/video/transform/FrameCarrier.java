package org.i3d4j.video.transform;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Brings one frame of a clip after the other into a batch. */
interface FrameCarrier {
    /**
     * Carries a frame.
     *
     * @param frameHwc the resized frame
     * @param planesHw the result's planes, one per channel
     */
    void carry(ByteBuffer frameHwc, FloatBuffer[] planesHw);
}
