package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Brings one frame of a clip after the other into a batch. */
public interface FrameCarrier {
    /**
     * Carries a frame.
     *
     * @param frame the resized frame, H,W,C or C,H,W
     * @param planesHw the result's planes, one per channel
     */
    void carry(ByteBuffer frame, FloatBuffer[] planesHw);
}
