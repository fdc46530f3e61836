package org.i3d4j.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * An inception block: branches that read the same input, concatenated on channels. Every branch keeps the map's size.
 *
 * @param name the endpoint, as {@code Mixed_3b}
 * @param branches each a chain of stages, in the order of concatenation
 */
public record Mixed(String name, List<List<Stage>> branches) implements Stage {
    public Mixed {
        branches = branches.stream().map(List::copyOf).toList();
    }

    @Override
    public int outputChannels(int inputChannels) {
        return branches.stream()
                .mapToInt(branch -> branch.get(branch.size() - 1).outputChannels(inputChannels))
                .sum();
    }

    @Override
    public Extent outputSize(Extent input) {
        return input;
    }

    @Override
    public Stream<ConvUnit> units() {
        return branches.stream().flatMap(List::stream).flatMap(Stage::units);
    }

    @Override
    public Stream<ReadUnit> unitsFor(Extent input) {
        return branches.stream().flatMap(List::stream).flatMap(stage -> stage.unitsFor(input));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.inception(this);
    }
}
