package org.i3d4j.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A non-local block (Wang, Girshick, Gupta and He, "Non-local Neural Networks", CVPR 2018, arXiv 1711.07971): to each position is added
 * what a convolution makes of a weighted sum of values from all positions, the weights being products of the position's query with
 * their keys. The chains for queries, keys and values may be empty; what they read is their output then.
 *
 * @param name the endpoint, as {@code layer2.1.non_local}
 * @param queries makes queries of the input; keeps its size
 * @param context makes of the input what keys and values are made of
 * @param keys as many channels as the queries
 * @param values as many positions as the keys
 * @param weighting what becomes of the products
 * @param out brings the sums back to the input's channels; not rectified
 */
public record NonLocal(
        String name,
        List<Stage> queries,
        List<Stage> context,
        List<Stage> keys,
        List<Stage> values,
        Weighting weighting,
        ConvUnit out)
        implements Stage {

    /** How products of queries and keys become the weights of values. */
    public enum Weighting {
        /** The exponentials' share of their sum: the paper's Gaussian and embedded Gaussian. */
        SOFTMAX,
        /** The same of products divided by the square root of the queries' channels, as in attention. */
        SCALED_SOFTMAX,
        /** Divided by how many keys there are: the paper's dot product. */
        MEAN;

        /** Whether exponentials are taken. */
        public boolean isSoftmax() {
            return this != MEAN;
        }

        /** What the products are multiplied with, ahead of exponentials. */
        public double factor(int channels, long keys) {
            return switch (this) {
                case SOFTMAX -> 1;
                case SCALED_SOFTMAX -> 1 / Math.sqrt(channels);
                case MEAN -> 1.0 / keys;
            };
        }
    }

    public NonLocal {
        queries = List.copyOf(queries);
        context = List.copyOf(context);
        keys = List.copyOf(keys);
        values = List.copyOf(values);
        if (out.rectified()) {
            throw new IllegalArgumentException(name + ": what is added is not rectified");
        }
    }

    @Override
    public int outputChannels(int inputChannels) {
        return out.channels();
    }

    @Override
    public Extent outputSize(Extent input) {
        return input;
    }

    /** Channels of the queries, for {@code inputChannels} of the input. */
    public int queryChannels(int inputChannels) {
        int channels = inputChannels;
        for (Stage stage : queries) {
            channels = stage.outputChannels(channels);
        }
        return channels;
    }

    /** Size of the map of keys, and of values. */
    private Extent keySize(Extent input) {
        return sizeBehind(keys, sizeBehind(context, input));
    }

    private static Extent sizeBehind(List<Stage> chain, Extent input) {
        Extent size = input;
        for (Stage stage : chain) {
            size = stage.outputSize(size);
        }
        return size;
    }

    @Override
    public Stream<ConvUnit> units() {
        return Stream.concat(
                Stream.of(queries, context, keys, values).flatMap(List::stream).flatMap(Stage::units), Stream.of(out));
    }

    @Override
    public Stream<ReadUnit> unitsFor(Extent input) {
        List<ReadUnit> units = new ArrayList<>();
        Extent seen = sizeBehind(context, input);
        addUnits(queries, input, units);
        addUnits(context, input, units);
        addUnits(keys, seen, units);
        addUnits(values, seen, units);
        units.add(new ReadUnit(out, input));
        return units.stream();
    }

    private static void addUnits(List<Stage> chain, Extent input, List<ReadUnit> units) {
        Extent size = input;
        for (Stage stage : chain) {
            stage.unitsFor(size).forEach(units::add);
            size = stage.outputSize(size);
        }
    }

    /** Each query is multiplied with each key, and each weight with each value. */
    @Override
    public long multiplyAdds(Extent input) {
        long pairs = input.volume() * keySize(input).volume();
        return Stage.super.multiplyAdds(input) + pairs * (queryChannels(out.channels()) + out.inputChannels());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.nonLocal(this);
    }
}
