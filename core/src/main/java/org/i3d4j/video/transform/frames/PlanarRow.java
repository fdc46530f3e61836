package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Carries one row of planar pixels at a time: per channel one bulk read, a table lookup per value, one bulk write. */
final class PlanarRow implements RowCarrier {
    private final ClipGeometry geometry;
    private final float[][] values;
    private final int rowBytes;
    private final byte[] levels;
    private final float[] plane;

    /**
     * A carrier of rows of {@code geometry}'s window, which keeps its size.
     *
     * @param values of each level, per channel
     * @param rowBytes of the frames, from row to row
     */
    PlanarRow(ClipGeometry geometry, float[][] values, int rowBytes) {
        this.geometry = geometry;
        this.values = values;
        this.rowBytes = rowBytes;
        this.levels = new byte[geometry.width()];
        this.plane = new float[geometry.width()];
    }

    @Override
    public void carry(ByteBuffer frameChw, int y, FloatBuffer[] planesHw) {
        for (int channel = 0; channel < values.length; channel++) {
            int row = channel * geometry.resizedHeight() + geometry.top() + y;
            frameChw.get(row * rowBytes + geometry.left(), levels);
            look(values[channel]);
            planesHw[channel].put(y * plane.length, plane);
        }
    }

    private void look(float[] value) {
        if (geometry.flipped()) {
            for (int x = 0, from = levels.length - 1; x < plane.length; x++, from--) {
                plane[x] = value[levels[from] & 0xff];
            }
        } else {
            for (int x = 0; x < plane.length; x++) {
                plane[x] = value[levels[x] & 0xff];
            }
        }
    }
}
