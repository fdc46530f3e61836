package org.i3d4j.architecture;

import java.util.function.IntBinaryOperator;
import org.i3d4j.error.ShapeException;

/** A size over time, height and width: of a kernel or stride (steps), or of a clip or feature map (frames, pixels). */
public record Extent(int time, int height, int width) {
    public Extent {
        if (time < 1 || height < 1 || width < 1) {
            throw new ShapeException("size " + time + "x" + height + "x" + width + " has a side below 1");
        }
    }

    /** The same size on every axis. */
    public static Extent cube(int side) {
        return new Extent(side, side, side);
    }

    /** Applies {@code operator} axis by axis to this and {@code other}. */
    public Extent zip(Extent other, IntBinaryOperator operator) {
        return new Extent(
                operator.applyAsInt(time, other.time),
                operator.applyAsInt(height, other.height),
                operator.applyAsInt(width, other.width));
    }

    /** {@code size / parts}, rounded up. */
    public static int ceilDiv(int size, int parts) {
        return (size + parts - 1) / parts;
    }

    /** Number of positions: time x height x width. */
    public long volume() {
        return (long) time * height * width;
    }

    /** As {@code TxHxW}. */
    @Override
    public String toString() {
        return time + "x" + height + "x" + width;
    }
}
