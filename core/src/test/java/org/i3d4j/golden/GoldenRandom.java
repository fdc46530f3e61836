package org.i3d4j.golden;

import java.nio.charset.StandardCharsets;

/** A named stream of the golden kit's generator, by the formula in its {@code golden_lib.py}. */
public final class GoldenRandom {
    private static final long GOLD = 0x9E3779B97F4A7C15L;

    private final long state;

    public GoldenRandom(long seed, String name) {
        this.state = mix(fnv(name) ^ mix(seed + GOLD));
    }

    static long fnv(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }

    static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Value {@code index} of the stream, all 64 bits. */
    public long bits(long index) {
        return mix(state + (index + 1) * GOLD);
    }

    long bits24(long index) {
        return bits(index) >>> 40;
    }

    /** Value {@code index} in [0, 1). */
    public double unit(long index) {
        return bits24(index) * 0x1p-24;
    }

    /** The first {@code size} values in [low, high). */
    public float[] uniform(int size, double low, double high) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (low + (high - low) * unit(i));
        }
        return values;
    }

    /** The kit's order-sensitive checksum of float32 values. */
    public static String checksum(float[] values) {
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += mix((Float.floatToRawIntBits(values[i]) & 0xFFFFFFFFL) + (i + 1L) * GOLD);
        }
        return String.format("%016x", sum);
    }
}
