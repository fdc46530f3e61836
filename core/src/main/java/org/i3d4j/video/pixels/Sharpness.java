package org.i3d4j.video.pixels;

/**
 * Moves pixels away from, or towards, their smoothed neighbourhood; {@code factor} 0 smooths, 1 changes nothing. The
 * outermost pixels, and frames of up to two pixels a side, stay.
 */
public record Sharpness(double factor) implements PixelOperation {
    private static final int CENTER_WEIGHT = 5;
    private static final float WEIGHTS = 8 + CENTER_WEIGHT;

    @Override
    public void apply(PixelFrame frame) {
        if (frame.height() <= 2 || frame.width() <= 2) {
            return;
        }
        byte[] from = frame.rgb();
        byte[] to = frame.spare();
        System.arraycopy(from, 0, to, 0, from.length);
        int rowBytes = frame.width() * PixelFrame.RGB;
        for (int y = 1; y < frame.height() - 1; y++) {
            int end = (y + 1) * rowBytes - PixelFrame.RGB;
            for (int i = y * rowBytes + PixelFrame.RGB; i < end; i++) {
                int sum = threeAcross(from, i - rowBytes) + threeAcross(from, i) + threeAcross(from, i + rowBytes);
                int level = from[i] & 0xff;
                float smooth = (float) Math.rint((sum + (CENTER_WEIGHT - 1) * level) / WEIGHTS);
                to[i] = Levels.blended(level, smooth, factor);
            }
        }
        frame.swap();
    }

    private static int threeAcross(byte[] pixels, int i) {
        return (pixels[i - PixelFrame.RGB] & 0xff) + (pixels[i] & 0xff) + (pixels[i + PixelFrame.RGB] & 0xff);
    }
}
