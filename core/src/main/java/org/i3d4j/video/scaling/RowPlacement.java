package org.i3d4j.video.scaling;

import java.nio.ByteBuffer;
import org.i3d4j.video.Clip;

/** Puts rows of the channels into a frame of a clip, packed or planar. */
final class RowPlacement {
    private final Clip clip;
    private final ByteBuffer frame;
    private final byte[][] rows;
    private final byte[] packed;

    RowPlacement(Clip clip, int place) {
        this.clip = clip;
        this.frame = clip.frame(place);
        this.rows = new byte[clip.channels()][clip.width()];
        this.packed = new byte[clip.planar() ? 0 : clip.rowBytes()];
    }

    /**
     * Takes over a row of one channel; {@link #put} then writes all channels.
     *
     * @param from where its first pixel lies in {@code plane}
     * @param step from one pixel to the next
     */
    void take(ByteBuffer plane, int from, int step, int channel) {
        byte[] row = rows[channel];
        if (step == 1) {
            plane.get(from, row);
            return;
        }
        for (int x = 0; x < row.length; x++) {
            row[x] = plane.get(from + x * step);
        }
    }

    /** Writes row {@code y}. */
    void put(int y) {
        if (clip.planar()) {
            for (int channel = 0; channel < rows.length; channel++) {
                frame.put((channel * clip.height() + y) * clip.rowBytes(), rows[channel]);
            }
            return;
        }
        for (int channel = 0; channel < rows.length; channel++) {
            byte[] row = rows[channel];
            for (int x = 0, to = channel; x < row.length; x++, to += rows.length) {
                packed[to] = row[x];
            }
        }
        frame.put(y * packed.length, packed);
    }
}
