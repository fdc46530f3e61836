package org.i3d4j.video;

import java.util.Locale;

/**
 * How a batch stores the values of its clips.
 *
 * @param kind of number
 * @param unit what a stored 1 stands for; 1 but for integers
 */
public record ClipType(Kind kind, float unit) {
    /** What every network takes. */
    public static final ClipType FLOAT32 = new ClipType(Kind.FLOAT32, 1);

    /** The upper half of a float32. */
    public static final ClipType BFLOAT16 = new ClipType(Kind.BFLOAT16, 1);

    public ClipType {
        boolean whole = kind == Kind.INT8;
        if (whole ? !(unit > 0 && unit < Float.POSITIVE_INFINITY) : unit != 1) {
            throw new IllegalArgumentException("a unit of " + unit + " for " + kind);
        }
    }

    /** Kinds of numbers. */
    public enum Kind {
        FLOAT32(Float.BYTES),
        BFLOAT16(Short.BYTES),
        INT8(Byte.BYTES);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * Signed 8-bit integers.
     *
     * @param unit above 0
     */
    public static ClipType int8(float unit) {
        return new ClipType(Kind.INT8, unit);
    }

    /** Bytes of a value. */
    public int bytes() {
        return kind.bytes;
    }

    /** As {@code float32}, or {@code int8 in units of 0.0078740157}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (unit == 1 ? "" : " in units of " + unit);
    }

    /** The upper half of the nearest bfloat16; of two as near, of the even one. */
    static short bfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        int lastKept = (bits >>> Short.SIZE) & 1;
        return (short) ((bits + Short.MAX_VALUE + lastKept) >>> Short.SIZE);
    }

    /**
     * The nearest number of units, at most what a byte holds; of two as near, the even one. In float32 and by the reciprocal, as
     * oneDNN scales: levels halfway between two numbers would go the other way.
     */
    byte int8Of(float value) {
        float units = value * (1 / unit);
        return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, Math.rint(units)));
    }
}
