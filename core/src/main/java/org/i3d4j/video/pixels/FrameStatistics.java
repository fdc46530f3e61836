package org.i3d4j.video.pixels;

/** Operations whose table follows from the levels of the frame itself. */
public final class FrameStatistics {
    private FrameStatistics() {}

    /** Moves all levels away from, or towards, the frame's mean grey; {@code factor} 1 changes nothing. */
    public static PixelOperation contrast(double factor) {
        return frame -> {
            float mean = meanGrey(frame.rgb());
            Levels.lookUp(frame.pixels(), 0, 1, blendTable(mean, factor));
        };
    }

    private static byte[] blendTable(float mean, double factor) {
        byte[] table = new byte[Levels.COUNT];
        for (int level = 0; level < table.length; level++) {
            table[level] = Levels.blended(level, mean, factor);
        }
        return table;
    }

    private static float meanGrey(byte[] pixels) {
        long sum = 0;
        for (int pixel = 0; pixel < pixels.length; pixel += PixelFrame.RGB) {
            sum += Levels.grey(pixels, pixel);
        }
        return (float) ((double) sum * PixelFrame.RGB / pixels.length);
    }

    /** Stretches each channel of each frame to all of [0, 255]; a channel of one level stays. */
    public static PixelOperation autoContrast() {
        return frame -> eachChannel(frame, FrameStatistics::stretchTable);
    }

    /** Evens out the histogram of each channel of each frame. */
    public static PixelOperation equalize() {
        return frame -> eachChannel(frame, FrameStatistics::equalizeTable);
    }

    /** A table from the histogram of a channel. */
    private interface HistogramTable {
        byte[] of(int[] histogram);
    }

    private static void eachChannel(PixelFrame frame, HistogramTable tables) {
        byte[] pixels = frame.rgb();
        for (int channel = 0; channel < PixelFrame.RGB; channel++) {
            int[] histogram = new int[Levels.COUNT];
            for (int i = channel; i < pixels.length; i += PixelFrame.RGB) {
                histogram[pixels[i] & 0xff]++;
            }
            Levels.lookUp(pixels, channel, PixelFrame.RGB, tables.of(histogram));
        }
    }

    private static byte[] stretchTable(int[] histogram) {
        int least = 0;
        while (histogram[least] == 0) {
            least++;
        }
        int darkest = least;
        float scale = 255f / (greatest(histogram) - darkest);
        return Float.isFinite(scale) ? Levels.table(level -> (level - darkest) * scale) : identity();
    }

    private static int greatest(int[] histogram) {
        int greatest = histogram.length - 1;
        while (histogram[greatest] == 0) {
            greatest--;
        }
        return greatest;
    }

    /** The step is the mean number of pixels per level, without those of the brightest level that occurs. */
    private static byte[] equalizeTable(int[] histogram) {
        int pixels = 0;
        for (int count : histogram) {
            pixels += count;
        }
        int step = (pixels - histogram[greatest(histogram)]) / 255;
        if (step == 0) {
            return identity();
        }
        byte[] table = new byte[Levels.COUNT];
        int below = 0;
        for (int level = 0; level < table.length; level++) {
            table[level] = (byte) Math.min((below + step / 2) / step, 255);
            below += histogram[level];
        }
        return table;
    }

    private static byte[] identity() {
        return Levels.table(level -> level);
    }
}
