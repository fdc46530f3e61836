package org.i3d4j.architecture;

import java.util.function.ToIntFunction;

/**
 * Where the positions of the last feature map look: the centres of their receptive fields. TensorFlow's padding puts the larger half behind,
 * so that they do not lie in the middle of the 8 frames and 32x32 pixels that a position stands for, but behind it.
 *
 * @param time in frames of the clip, the first frame being 0
 * @param height in rows of the clip, the middle of the first row being 0
 * @param width likewise, in columns
 */
public record FieldCentres(Axis time, Axis height, Axis width) {

    /**
     * One axis.
     *
     * @param first centre of position 0
     * @param step from one position to the next
     */
    public record Axis(double first, double step) {
        /** The position, between whole ones too, whose centre is {@code at}. */
        public double position(double at) {
            return (at - first) / step;
        }

        /** The centre of a position. */
        public double centre(double position) {
            return first + step * position;
        }
    }

    /** Of {@code architecture}'s last feature map, for clips of this size. */
    public static FieldCentres of(Architecture architecture, Extent clip) {
        return new FieldCentres(
                axis(architecture, clip, Extent::time),
                axis(architecture, clip, Extent::height),
                axis(architecture, clip, Extent::width));
    }

    private static Axis axis(Architecture architecture, Extent clip, ToIntFunction<Extent> side) {
        double first = 0;
        double step = 1;
        int size = side.applyAsInt(clip);
        for (Stage stage : architecture.stages()) {
            Reach window = Reach.of(stage, side);
            int before = SamePadding.of(size, window.kernel(), window.stride()).before();
            first += step * ((window.kernel() - 1) / 2.0 - before);
            step *= window.stride();
            size = SamePadding.outputSize(size, window.stride());
        }
        return new Axis(first, step);
    }

    private record Reach(int kernel, int stride) {
        static Reach of(Stage stage, ToIntFunction<Extent> side) {
            if (stage instanceof ConvUnit unit) {
                return new Reach(side.applyAsInt(unit.kernel()), side.applyAsInt(unit.stride()));
            }
            if (stage instanceof MaxPool pool) {
                return new Reach(side.applyAsInt(pool.kernel()), side.applyAsInt(pool.stride()));
            }
            // The windows of a block's branches are odd and move by 1: they are padded alike on both sides.
            return new Reach(1, 1);
        }
    }
}
