package org.i3d4j.report.picture;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;

/** A drawn strip as wide as a frame, ready to be laid over many. */
public final class FrameStrip {
    private static final int RGB = 3;

    private final int width;
    private final int height;
    private final int[] argb;

    /** @param picture as wide as the frames, seen through as its alpha says; copied */
    public FrameStrip(BufferedImage picture) {
        width = picture.getWidth();
        height = picture.getHeight();
        argb = picture.getRGB(0, 0, width, height, null, 0, width);
    }

    /**
     * Lays it over a frame.
     *
     * @param frameHwc RGB, as wide as this; changed
     * @param top row of the frame that the first of the strip comes to, at least 0; rows beyond the frame are left out
     */
    public void draw(ByteBuffer frameHwc, int top) {
        byte[] row = new byte[RGB * width];
        int rows = Math.min(height, frameHwc.limit() / row.length - top);
        for (int y = 0; y < rows; y++) {
            int start = (top + y) * row.length;
            frameHwc.get(start, row);
            for (int x = 0; x < width; x++) {
                int pixel = argb[y * width + x];
                int opacity = pixel >>> 24;
                for (int channel = 0; channel < RGB; channel++) {
                    int above = pixel >> (16 - 8 * channel) & 0xff;
                    int below = row[RGB * x + channel] & 0xff;
                    row[RGB * x + channel] = (byte) ((above * opacity + below * (255 - opacity)) / 255);
                }
            }
            frameHwc.put(start, row);
        }
    }
}
