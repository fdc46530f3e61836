package org.i3d4j.video.pixels;

/** Operations that look at one level at a time: a table of 256 levels, made once per clip. */
public final class PointOperations {
    private PointOperations() {}

    /** Multiplies all levels by {@code factor}, at least 0; 1 changes nothing. */
    public static PixelOperation brightness(double factor) {
        return lookUp(Levels.table(level -> (float) factor * level));
    }

    /**
     * Keeps the upper bits of every level.
     *
     * @param bits 0 to 8; 8 changes nothing
     */
    public static PixelOperation posterize(int bits) {
        int mask = 0xff << (8 - bits);
        return lookUp(Levels.table(level -> level & mask));
    }

    /** Inverts the levels from {@code threshold} on. */
    public static PixelOperation solarize(double threshold) {
        return lookUp(Levels.table(level -> level >= threshold ? 255 - level : level));
    }

    private static PixelOperation lookUp(byte[] table) {
        return frame -> Levels.lookUp(frame.pixels(), 0, 1, table);
    }
}
