package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Frames whose pixels stay as they are: each is touched once. */
public final class CopiedFrames implements FrameCarrier {
    private final RowCarrier row;
    private final int height;

    /**
     * A carrier of the geometry's window.
     *
     * @param planarRowBytes of frames that are C,H,W; 0 for H,W,C
     */
    public CopiedFrames(ClipGeometry geometry, float[][] values, int planarRowBytes) {
        this.row =
                planarRowBytes > 0 ? new PlanarRow(geometry, values, planarRowBytes) : new TensorRow(geometry, values);
        this.height = geometry.height();
    }

    @Override
    public void carry(ByteBuffer frame, FloatBuffer[] planesHw) {
        for (int y = 0; y < height; y++) {
            row.carry(frame, y, planesHw);
        }
    }
}
