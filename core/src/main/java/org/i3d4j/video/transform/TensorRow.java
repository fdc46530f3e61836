package org.i3d4j.video.transform;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Carries one row of a crop at a time: one bulk read, a table lookup per value, one bulk write per channel. */
final class TensorRow {
    private static final float[] SCALED = scaled();

    private final ClipGeometry geometry;
    private final int channels;
    private final byte[] interleaved;
    private final float[] plane;

    TensorRow(ClipGeometry geometry, int channels) {
        this.geometry = geometry;
        this.channels = channels;
        this.interleaved = new byte[geometry.width() * channels];
        this.plane = new float[geometry.width()];
    }

    private static float[] scaled() {
        float[] scaled = new float[256];
        for (int x = 0; x < scaled.length; x++) {
            scaled[x] = (float) (x / 255.0 * 2 - 1);
        }
        return scaled;
    }

    /**
     * Carries row {@code y} of the crop.
     *
     * @param frameHwc the resized frame
     * @param planesHw the crop's planes, one per channel
     */
    void carry(ByteBuffer frameHwc, int y, FloatBuffer[] planesHw) {
        int start = ((geometry.top() + y) * geometry.resizedWidth() + geometry.left()) * channels;
        frameHwc.get(start, interleaved);
        for (int channel = 0; channel < channels; channel++) {
            int step = geometry.flipped() ? -channels : channels;
            int from = channel + (geometry.flipped() ? interleaved.length - channels : 0);
            for (int x = 0; x < plane.length; x++, from += step) {
                plane[x] = SCALED[interleaved[from] & 0xff];
            }
            planesHw[channel].put(y * plane.length, plane);
        }
    }
}
