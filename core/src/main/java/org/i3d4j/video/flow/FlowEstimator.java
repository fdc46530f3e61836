package org.i3d4j.video.flow;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Computes the motion from a frame to the next; for one thread. The owner closes it. */
public interface FlowEstimator extends AutoCloseable {

    /**
     * Computes one.
     *
     * @param firstHw grey, uint8 height x width, direct; as the second it is read from its start, whatever its position
     * @param secondHw the frame after it
     * @param flowHwc takes height x width x 2 pixels, to the right and down, direct; NaN nowhere
     * @throws org.i3d4j.error.VideoException if frames of this size have none
     */
    void estimate(ByteBuffer firstHw, ByteBuffer secondHw, int height, int width, FloatBuffer flowHwc);

    @Override
    void close();
}
