package org.i3d4j.architecture;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

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
        Sight sight = new Sight(side, side.applyAsInt(clip));
        architecture.stages().forEach(stage -> stage.accept(sight));
        return new Axis(sight.first, sight.step);
    }

    /** Where position 0 looks, and how far from it the next, after each of the stages that are visited. */
    private static final class Sight implements Stage.Visitor<@Nullable Void> {
        private final ToIntFunction<Extent> side;
        private int size;
        private double first;
        private double step = 1;

        Sight(ToIntFunction<Extent> side, int size) {
            this.side = side;
            this.size = size;
        }

        private @Nullable Void through(Window window) {
            int kernel = side.applyAsInt(window.kernel());
            int stride = side.applyAsInt(window.stride());
            first += step
                    * ((kernel - 1) / 2.0
                            - window.rule().of(size, kernel, stride).before());
            step *= stride;
            size = window.rule().outputSize(size, kernel, stride);
            return null;
        }

        @Override
        public @Nullable Void convolution(ConvUnit unit) {
            return through(unit.window());
        }

        @Override
        public @Nullable Void pooling(MaxPool pool) {
            return through(pool.window());
        }

        /** The windows of its branches are odd and move by 1: they are padded alike on both sides. */
        @Override
        public @Nullable Void inception(Mixed block) {
            return null;
        }

        /** The shortcut looks at the same places: windows of the branch are odd and padded alike on both sides. */
        @Override
        public @Nullable Void residual(Residual block) {
            block.branch().forEach(stage -> stage.accept(this));
            return null;
        }
    }
}
