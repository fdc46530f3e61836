package org.i3d4j.video.scaling;

import java.nio.ByteBuffer;
import org.i3d4j.video.Clip;

/** Puts rows of red, green and blue into a frame of a clip, packed or planar. */
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
        pack(rows[0], rows[1], rows[2], packed);
        frame.put(y * packed.length, packed);
    }

    private static void pack(byte[] red, byte[] green, byte[] blue, byte[] packed) {
        for (int x = 0, to = 0; x < red.length; x++, to += 3) {
            packed[to] = red[x];
            packed[to + 1] = green[x];
            packed[to + 2] = blue[x];
        }
    }
}
