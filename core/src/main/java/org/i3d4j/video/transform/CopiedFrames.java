package org.i3d4j.video.transform;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Frames whose pixels stay as they are: each is touched once. */
final class CopiedFrames implements FrameCarrier {
    private final TensorRow row;
    private final int height;

    CopiedFrames(ClipGeometry geometry, float[][] values) {
        this.row = new TensorRow(geometry, values);
        this.height = geometry.height();
    }

    @Override
    public void carry(ByteBuffer frameHwc, FloatBuffer[] planesHw) {
        for (int y = 0; y < height; y++) {
            row.carry(frameHwc, y, planesHw);
        }
    }
}
