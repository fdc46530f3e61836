package org.i3d4j.video.flow;

import java.awt.Color;
import java.nio.ByteBuffer;

/**
 * Optical flow as a picture to look at: the direction is a hue (red to the right, then through yellow, green, cyan and blue with the
 * clock, as the y axis goes down), the speed how saturated it is; what doesn't move is white.
 */
public final class FlowColors {
    private FlowColors() {}

    /**
     * Draws one frame.
     *
     * @param levelsHwc height x width x 2 levels, from the start on
     * @param levels what they mean
     * @param fullPixels speed that is fully saturated, above 0
     * @param rgbHwc takes pixels x 3 bytes from its start on
     */
    public static void draw(ByteBuffer levelsHwc, int pixels, FlowLevels levels, float fullPixels, ByteBuffer rgbHwc) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            float right = levels.pixels(levelsHwc.get(2 * pixel) & 0xFF);
            float down = levels.pixels(levelsHwc.get(2 * pixel + 1) & 0xFF);
            int color = color(right, down, fullPixels);
            rgbHwc.put(3 * pixel, (byte) (color >> 16));
            rgbHwc.put(3 * pixel + 1, (byte) (color >> 8));
            rgbHwc.put(3 * pixel + 2, (byte) color);
        }
    }

    /**
     * The colour of a motion as 0xRRGGBB.
     *
     * @param fullPixels speed that is fully saturated, above 0
     */
    public static int color(float right, float down, float fullPixels) {
        // A hair above the right, at which a whole turn is left of its hue: HSBtoRGB makes black of that.
        float turn = (float) (Math.atan2(down, right) / (2 * Math.PI));
        float hue = turn - (float) Math.floor(turn);
        float speed = (float) Math.min(Math.hypot(right, down) / fullPixels, 1);
        return Color.HSBtoRGB(hue < 1 ? hue : 0, speed, 1) & 0xFFFFFF;
    }
}
