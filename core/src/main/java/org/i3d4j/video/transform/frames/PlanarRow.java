package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.video.LevelWriter;

/** Carries one row of planar pixels at a time: a bulk read for each channel. */
final class PlanarRow implements RowCarrier {
    private final ClipGeometry geometry;
    private final int rowBytes;
    private final byte[] levels;

    /**
     * A carrier of rows of {@code geometry}'s window, which keeps its size.
     *
     * @param rowBytes of the frames, from row to row
     */
    PlanarRow(ClipGeometry geometry, int rowBytes) {
        this.geometry = geometry;
        this.rowBytes = rowBytes;
        this.levels = new byte[geometry.width()];
    }

    @Override
    public void carry(ByteBuffer frameChw, int y, List<LevelWriter> planes) {
        int from = geometry.flipped() ? levels.length - 1 : 0;
        for (int channel = 0; channel < planes.size(); channel++) {
            int row = channel * geometry.resizedHeight() + geometry.top() + y;
            frameChw.get(row * rowBytes + geometry.left(), levels);
            planes.get(channel).row(y, levels, from, geometry.flipped() ? -1 : 1);
        }
    }
}
