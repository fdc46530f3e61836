package org.i3d4j.architecture;

import java.util.List;
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
        Sight sight = new Sight(side, side.applyAsInt(clip), 0, 1).through(architecture.stages());
        return new Axis(sight.first, sight.step);
    }

    /**
     * What is seen through the stages so far.
     *
     * @param size of their map
     * @param first where its position 0 looks
     * @param step how far from it the next
     */
    private record Sight(ToIntFunction<Extent> side, int size, double first, double step)
            implements Stage.Visitor<Sight> {

        Sight through(List<Stage> stages) {
            Sight sight = this;
            for (Stage stage : stages) {
                sight = stage.accept(sight);
            }
            return sight;
        }

        private Sight through(KernelWindow window) {
            int kernel = side.applyAsInt(window.kernel());
            int stride = side.applyAsInt(window.stride());
            int before = window.rule().of(size, kernel, stride).before();
            return new Sight(
                    side,
                    window.rule().outputSize(size, kernel, stride),
                    first + step * ((kernel - 1) / 2.0 - before),
                    step * stride);
        }

        @Override
        public Sight convolution(ConvUnit unit) {
            return through(unit.window());
        }

        @Override
        public Sight pooling(MaxPool pool) {
            return through(pool.window());
        }

        /** The windows of its branches are odd and move by 1: they are padded alike on both sides. */
        @Override
        public Sight inception(Mixed block) {
            return this;
        }

        /** The shortcut looks at the same places: windows of the branch are odd and padded alike on both sides. */
        @Override
        public Sight residual(Residual block) {
            return through(block.branch());
        }

        /** What it adds comes from everywhere; what it adds to stays where it is. */
        @Override
        public Sight nonLocal(NonLocal block) {
            return this;
        }
    }
}
