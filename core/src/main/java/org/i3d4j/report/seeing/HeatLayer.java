package org.i3d4j.report.seeing;

import java.nio.ByteBuffer;
import org.i3d4j.video.Modality;

/**
 * Lays heat over frames: the picture turns grey, and what has a value gets its colour. Where there is none it stays grey, with a light line
 * around what has some.
 */
public final class HeatLayer {
    private static final int RGB = Modality.RGB.channels();
    private static final int LINE = 0xd8;

    private final int width;
    private final double largest;

    /**
     * For frames of one video, which share a scale.
     *
     * @param width of the frames, in pixels
     * @param largest absolute value, which gets the strongest colour
     */
    public HeatLayer(int width, double largest) {
        this.width = width;
        this.largest = largest > 0 ? largest : 1;
    }

    /**
     * Draws one frame.
     *
     * @param values row by row; not a number where there is none
     * @param frameHwc RGB; changed
     */
    public void draw(float[] values, ByteBuffer frameHwc) {
        byte[] row = new byte[RGB * width];
        for (int y = 0; y < values.length / width; y++) {
            frameHwc.get(y * row.length, row);
            for (int x = 0; x < width; x++) {
                int grey = HeatColors.grey(row[RGB * x] & 0xff, row[RGB * x + 1] & 0xff, row[RGB * x + 2] & 0xff);
                int color = color(values, x, y, grey);
                row[RGB * x] = (byte) (color >> 16);
                row[RGB * x + 1] = (byte) (color >> 8);
                row[RGB * x + 2] = (byte) color;
            }
            frameHwc.put(y * row.length, row);
        }
    }

    private int color(float[] values, int x, int y, int grey) {
        float value = values[y * width + x];
        if (Float.isNaN(value)) {
            return HeatColors.over(isBesideHeat(values, x, y) ? LINE : grey, 0);
        }
        return HeatColors.over(grey, value / largest);
    }

    private boolean isBesideHeat(float[] values, int x, int y) {
        int at = y * width + x;
        return (x > 0 && !Float.isNaN(values[at - 1]))
                || (x < width - 1 && !Float.isNaN(values[at + 1]))
                || (y > 0 && !Float.isNaN(values[at - width]))
                || (at + width < values.length && !Float.isNaN(values[at + width]));
    }
}
