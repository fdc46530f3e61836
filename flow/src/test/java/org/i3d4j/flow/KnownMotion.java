package org.i3d4j.flow;

import java.nio.ByteBuffer;
import org.i3d4j.golden.GoldenRandom;

/** Pairs of frames with known motion, made as the golden kit's {@code golden_flow.py} describes; positions are in 1/16 pixel. */
enum KnownMotion {
    SHIFT,
    ZOOM,
    STILL;

    static final int WIDTH = 160;
    static final int HEIGHT = 120;
    private static final int LATTICE = 64;
    private static final int UNIT = 16;
    private static final int OFFSET = 8192;
    private static final long SEED = 7;

    ByteBuffer first() {
        return frame(false);
    }

    ByteBuffer second() {
        return frame(true);
    }

    private ByteBuffer frame(boolean moved) {
        GoldenRandom[] noise = {octave(32), octave(16), octave(8)};
        ByteBuffer pixels = ByteBuffer.allocateDirect(WIDTH * HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int atX = UNIT * x - (moved ? right(x) : 0);
                int atY = UNIT * y - (moved ? down(y) : 0);
                long sum = 3 * value(noise[0], 32, atX, atY)
                        + 3 * value(noise[1], 16, atX, atY)
                        + 2 * value(noise[2], 8, atX, atY);
                long level = ((sum >> 3) - 128) * 2 + 128;
                pixels.put((byte) Math.min(Math.max(level, 0), 255));
            }
        }
        return pixels;
    }

    private int right(int x) {
        return switch (this) {
            case SHIFT -> 40;
            case ZOOM -> Math.floorDiv((x - 80) * 3, 8);
            case STILL -> 0;
        };
    }

    private int down(int y) {
        return switch (this) {
            case SHIFT -> -20;
            case ZOOM -> Math.floorDiv((y - 60) * 3, 8);
            case STILL -> 0;
        };
    }

    private static GoldenRandom octave(int cell) {
        return new GoldenRandom(SEED, "flow/" + cell);
    }

    private static long value(GoldenRandom lattice, int cell, int x, int y) {
        int c = UNIT * cell;
        int column = (x + OFFSET) / c;
        int row = (y + OFFSET) / c;
        int fx = (x + OFFSET) % c;
        int fy = (y + OFFSET) % c;
        long top = corner(lattice, row, column) * (c - fx) + corner(lattice, row, column + 1) * fx;
        long bottom = corner(lattice, row + 1, column) * (c - fx) + corner(lattice, row + 1, column + 1) * fx;
        return (top * (c - fy) + bottom * fy) / ((long) c * c);
    }

    private static long corner(GoldenRandom lattice, int row, int column) {
        return lattice.bits((long) row % LATTICE * LATTICE + column % LATTICE) >>> 56;
    }
}
