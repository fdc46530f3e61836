package org.i3d4j.data.motion;

import java.nio.ByteBuffer;

/** A frame being painted: RGB. */
final class FrameCanvas {
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final float[] components;
    private final byte[] rgbHwc;

    FrameCanvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.components = new float[width * height * CHANNELS];
        this.rgbHwc = new byte[components.length];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Lays a colour of {@code palette} over a pixel. */
    void blend(int x, int y, Palette palette, double share, double opacity) {
        int start = (y * width + x) * CHANNELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
            float below = components[start + channel];
            components[start + channel] += (float) ((palette.component(channel, share) - below) * opacity);
        }
    }

    /** The frame as uint8 H,W,C; valid until the next call. */
    ByteBuffer pixels() {
        for (int i = 0; i < components.length; i++) {
            rgbHwc[i] = (byte) Math.round(components[i]);
        }
        return ByteBuffer.wrap(rgbHwc);
    }
}
