package org.i3d4j.video.flow;

import java.nio.ByteBuffer;
import org.i3d4j.video.Clip;

/** The brightness of pixels, which flow is computed of: that of BT.601 as OpenCV rounds it. */
public final class Luma {
    private static final int RED = 9798;
    private static final int GREEN = 19235;
    private static final int BLUE = 3735;
    private static final int BITS = 15;

    private Luma() {}

    /**
     * Writes that of a frame.
     *
     * @param rgb planar, 3 channels
     * @param intoHw takes height x width bytes from its start on
     */
    public static void of(Clip rgb, int frame, ByteBuffer intoHw) {
        int width = rgb.width();
        ByteBuffer[] planes = new ByteBuffer[3];
        for (int channel = 0; channel < planes.length; channel++) {
            planes[channel] = rgb.planePointer(frame, channel).asByteBuffer();
        }
        byte[][] rows = new byte[planes.length][width];
        byte[] grey = new byte[width];
        for (int y = 0; y < rgb.height(); y++) {
            for (int channel = 0; channel < planes.length; channel++) {
                planes[channel].get(y * rgb.rowBytes(), rows[channel]);
            }
            for (int x = 0; x < width; x++) {
                int sum = RED * (rows[0][x] & 0xFF) + GREEN * (rows[1][x] & 0xFF) + BLUE * (rows[2][x] & 0xFF);
                grey[x] = (byte) ((sum + (1 << (BITS - 1))) >> BITS);
            }
            intoHw.put(y * width, grey);
        }
    }
}
