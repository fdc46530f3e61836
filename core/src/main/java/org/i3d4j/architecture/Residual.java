package org.i3d4j.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A residual block: what a chain of stages makes of the input, added to the input itself or a projection of it, and rectified.
 *
 * @param name the endpoint, as {@code layer1.0}
 * @param branch the chain; its last unit is not rectified
 * @param projection a unit, not rectified, that brings the input to the branch's channels and size; empty where it has them
 */
public record Residual(String name, List<Stage> branch, Optional<ConvUnit> projection) implements Stage {
    public Residual {
        branch = List.copyOf(branch);
        Stage last = branch.get(branch.size() - 1);
        if (!(last instanceof ConvUnit unit)
                || unit.rectified()
                || projection.stream().anyMatch(ConvUnit::rectified)) {
            throw new IllegalArgumentException(name + ": what is added up is not rectified before");
        }
    }

    @Override
    public int outputChannels(int inputChannels) {
        int channels = inputChannels;
        for (Stage stage : branch) {
            channels = stage.outputChannels(channels);
        }
        return channels;
    }

    @Override
    public Extent outputSize(Extent input) {
        Extent size = input;
        for (Stage stage : branch) {
            size = stage.outputSize(size);
        }
        return size;
    }

    @Override
    public Stream<ConvUnit> units() {
        return Stream.concat(branch.stream().flatMap(Stage::units), projection.stream());
    }

    @Override
    public Stream<ReadUnit> unitsFor(Extent input) {
        List<ReadUnit> units = new ArrayList<>();
        Extent size = input;
        for (Stage stage : branch) {
            stage.unitsFor(size).forEach(units::add);
            size = stage.outputSize(size);
        }
        projection.ifPresent(unit -> units.add(new ReadUnit(unit, input)));
        return units.stream();
    }

    /** The last unit of the branch, to whose sums the rest is added. */
    public ConvUnit last() {
        return (ConvUnit) branch.get(branch.size() - 1);
    }

    /** The branch without {@link #last}. */
    public List<Stage> ahead() {
        return branch.subList(0, branch.size() - 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.residual(this);
    }
}
