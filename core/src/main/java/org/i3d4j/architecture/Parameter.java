package org.i3d4j.architecture;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One tensor of the network's state.
 *
 * @param layer the convolution unit's name, or {@link Architecture#HEAD}
 * @param role what it is in that layer
 * @param shape kernels O, I, T, H, W; everything else one value a channel
 */
public record Parameter(String layer, Role role, List<Long> shape) {

    /** What a tensor is in its layer, with the suffix of its name in our state dicts (those of pytorch-i3d). */
    public enum Role {
        KERNEL("conv3d.weight", true),
        BIAS("conv3d.bias", true),
        GAMMA("bn.weight", true),
        BETA("bn.bias", true),
        RUNNING_MEAN("bn.running_mean", false),
        RUNNING_VARIANCE("bn.running_var", false);

        private final String suffix;
        private final boolean trainable;

        Role(String suffix, boolean trainable) {
            this.suffix = suffix;
            this.trainable = trainable;
        }

        /** The name that this tensor of {@code layer} has in our state dicts. */
        public String nameIn(String layer) {
            return layer + "." + suffix;
        }

        /** False for the running statistics, which are measured, not learnt. */
        public boolean isTrainable() {
            return trainable;
        }
    }

    public Parameter {
        shape = List.copyOf(shape);
    }

    /** Every tensor of {@code architecture}, in the order of the published state dicts. */
    public static List<Parameter> of(Architecture architecture) {
        Stream<Parameter> units = architecture.units().flatMap(Parameter::ofUnit);
        int classes = architecture.classes();
        Stream<Parameter> head = Stream.of(
                new Parameter(Architecture.HEAD, Role.KERNEL, shape(classes, architecture.featureChannels(), 1, 1, 1)),
                new Parameter(Architecture.HEAD, Role.BIAS, shape(classes)));
        return Stream.concat(units, head).toList();
    }

    /** Every tensor of {@code unit}. */
    static Stream<Parameter> ofUnit(ConvUnit unit) {
        Extent kernel = unit.kernel();
        Parameter weight = new Parameter(
                unit.name(),
                Role.KERNEL,
                shape(unit.channels(), unit.inputChannels(), kernel.time(), kernel.height(), kernel.width()));
        Stream<Role> bias = unit.form().isBiased() ? Stream.of(Role.BIAS) : Stream.empty();
        Stream<Role> norm = unit.form().isNormalised()
                ? Stream.of(Role.GAMMA, Role.BETA, Role.RUNNING_MEAN, Role.RUNNING_VARIANCE)
                : Stream.empty();
        Stream<Parameter> perChannel =
                Stream.concat(bias, norm).map(role -> new Parameter(unit.name(), role, shape(unit.channels())));
        return Stream.concat(Stream.of(weight), perChannel);
    }

    private static List<Long> shape(long... sides) {
        return LongStream.of(sides).boxed().toList();
    }

    /** Name in our state dicts, as {@code Mixed_3b.b1a.conv3d.weight}. */
    public String name() {
        return role.nameIn(layer);
    }

    /** Number of values. */
    public long size() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }
}
