package org.i3d4j.video.transform.frames;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Carries one row of packed pixels at a time: one bulk read, a table lookup per value, one bulk write per channel. */
final class TensorRow implements RowCarrier {
    private final ClipGeometry geometry;
    private final int channels;
    private final float[][] values;
    private final byte[] interleaved;
    private final float[] plane;

    /**
     * A carrier of rows of {@code geometry}'s window, which keeps its size.
     *
     * @param values of each level, per channel
     */
    TensorRow(ClipGeometry geometry, float[][] values) {
        this.geometry = geometry;
        this.channels = values.length;
        this.values = values;
        this.interleaved = new byte[geometry.width() * channels];
        this.plane = new float[geometry.width()];
    }

    @Override
    public void carry(ByteBuffer frameHwc, int y, FloatBuffer[] planesHw) {
        int start = ((geometry.top() + y) * geometry.resizedWidth() + geometry.left()) * channels;
        frameHwc.get(start, interleaved);
        for (int channel = 0; channel < channels; channel++) {
            float[] value = values[channel];
            int step = geometry.flipped() ? -channels : channels;
            int from = channel + (geometry.flipped() ? interleaved.length - channels : 0);
            for (int x = 0; x < plane.length; x++, from += step) {
                plane[x] = value[interleaved[from] & 0xff];
            }
            planesHw[channel].put(y * plane.length, plane);
        }
    }
}
