package org.i3d4j.video.pixels;

import java.util.function.IntToDoubleFunction;

/** Grey levels of bytes: rounding, mixing, tables. */
final class Levels {
    static final int COUNT = 256;

    private Levels() {}

    /** Limited to [0, 255], the fraction dropped. */
    static byte truncated(float level) {
        return (byte) Math.min(Math.max((int) level, 0), 255);
    }

    /** {@code factor} of one level and the rest of another; beyond 1 the other is taken away. */
    static byte blended(float level, float other, double factor) {
        return truncated((float) factor * level + (float) (1 - factor) * other);
    }

    /** Luma of ITU-R BT.601 with the weights that PIL and torchvision take, the fraction dropped. */
    static int grey(byte[] pixels, int pixel) {
        return (int) (0.2989f * (pixels[pixel] & 0xff)
                + 0.587f * (pixels[pixel + 1] & 0xff)
                + 0.114f * (pixels[pixel + 2] & 0xff));
    }

    /** A level for each of the 256 levels. */
    static byte[] table(IntToDoubleFunction level) {
        byte[] table = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) {
            table[i] = truncated((float) level.applyAsDouble(i));
        }
        return table;
    }

    /** Looks up every {@code step}-th byte from {@code first} on. */
    static void lookUp(byte[] pixels, int first, int step, byte[] table) {
        for (int i = first; i < pixels.length; i += step) {
            pixels[i] = table[pixels[i] & 0xff];
        }
    }
}
