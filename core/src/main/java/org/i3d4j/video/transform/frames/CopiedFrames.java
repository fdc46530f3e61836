package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.video.LevelWriter;

/** Frames whose pixels stay as they are: each is touched once. */
public final class CopiedFrames implements FrameCarrier {
    private final RowCarrier row;
    private final int height;

    /**
     * A carrier of the geometry's window.
     *
     * @param planarRowBytes of frames that are C,H,W; 0 for H,W,C
     */
    public CopiedFrames(ClipGeometry geometry, int channels, int planarRowBytes) {
        this.row = planarRowBytes > 0 ? new PlanarRow(geometry, planarRowBytes) : new TensorRow(geometry, channels);
        this.height = geometry.height();
    }

    @Override
    public void carry(ByteBuffer frame, List<LevelWriter> planes) {
        for (int y = 0; y < height; y++) {
            row.carry(frame, y, planes);
        }
    }
}
