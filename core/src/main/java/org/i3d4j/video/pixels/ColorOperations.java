package org.i3d4j.video.pixels;

/** Operations on the colour of single pixels. */
public final class ColorOperations {
    /** What torchvision multiplies levels in [0, 1] by: 255 is as wide as every other level. */
    private static final float FROM_UNIT = 255.999f;

    private ColorOperations() {}

    /** Moves colours away from, or towards, their grey; {@code factor} 0 gives grey, 1 changes nothing. */
    public static PixelOperation saturation(double factor) {
        return frame -> {
            byte[] pixels = frame.rgb();
            for (int pixel = 0; pixel < pixels.length; pixel += PixelFrame.RGB) {
                int grey = Levels.grey(pixels, pixel);
                for (int i = pixel; i < pixel + PixelFrame.RGB; i++) {
                    pixels[i] = Levels.blended(pixels[i] & 0xff, grey, factor);
                }
            }
        };
    }

    /** Gives each pixel its grey in all channels. */
    public static PixelOperation grayscale() {
        return frame -> {
            byte[] pixels = frame.rgb();
            for (int pixel = 0; pixel < pixels.length; pixel += PixelFrame.RGB) {
                byte grey = (byte) Levels.grey(pixels, pixel);
                pixels[pixel] = grey;
                pixels[pixel + 1] = grey;
                pixels[pixel + 2] = grey;
            }
        };
    }

    /**
     * Turns the hue in HSV.
     *
     * @param turns in [-0.5, 0.5] of the colour wheel
     */
    public static PixelOperation hue(double turns) {
        float shift = (float) turns;
        return frame -> {
            byte[] pixels = frame.rgb();
            for (int pixel = 0; pixel < pixels.length; pixel += PixelFrame.RGB) {
                turn(pixels, pixel, shift);
            }
        };
    }

    private static void turn(byte[] pixels, int pixel, float shift) {
        float red = (pixels[pixel] & 0xff) / 255f;
        float green = (pixels[pixel + 1] & 0xff) / 255f;
        float blue = (pixels[pixel + 2] & 0xff) / 255f;
        float value = greater(red, greater(green, blue));
        float chroma = value - lesser(red, lesser(green, blue));
        if (chroma == 0) {
            return;
        }
        float hue = sixths(red, green, blue, value, chroma) / 6 + shift;
        float sextant = (hue < 0 ? hue + 1 : hue >= 1 ? hue - 1 : hue) * 6;
        pixels[pixel] = level(sextant + 5, value, chroma);
        pixels[pixel + 1] = level(sextant + 3, value, chroma);
        pixels[pixel + 2] = level(sextant + 1, value, chroma);
    }

    /** The hue in sixths of the wheel, from red. */
    private static float sixths(float red, float green, float blue, float value, float chroma) {
        if (value == red) {
            return (green - blue) / chroma;
        }
        return value == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
    }

    /** A channel of HSV; {@code sixths} counts from where the channel's plateau of full value ends. */
    private static byte level(float sixths, float value, float chroma) {
        float place = sixths >= 6 ? sixths - 6 : sixths;
        float missing = greater(0, lesser(lesser(place, 4 - place), 1));
        return Levels.truncated((value - chroma * missing) * FROM_UNIT);
    }

    /** As {@link Math#max}, which looks after NaN and signed zeros for several times the cost. */
    private static float greater(float a, float b) {
        return a > b ? a : b;
    }

    private static float lesser(float a, float b) {
        return a < b ? a : b;
    }
}
