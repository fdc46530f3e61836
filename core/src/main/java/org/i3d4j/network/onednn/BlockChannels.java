package org.i3d4j.network.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.Stage;

/**
 * Who writes which channels of the one map that an inception block computes in: first the reductions, which only the block's
 * own convolutions read, each filled up to whole blocks of channels, then what the block puts out, branch by branch. The
 * reductions and the first branch, if it is one 1x1x1 convolution, are written by one convolution.
 */
final class BlockChannels {
    private final Mixed block;
    private final int vector;
    private final Map<ConvUnit, Integer> offsets = new HashMap<>();
    private final List<ConvUnit> reductions = new ArrayList<>();
    private final List<ConvUnit> joined = new ArrayList<>();
    private final List<ConvUnit> apart = new ArrayList<>();
    private final Map<ConvUnit, Stage> before = new LinkedHashMap<>();
    private final int outputsOffset;
    private final int width;

    /** @param vector channels that lie together */
    BlockChannels(Mixed block, int vector) {
        this.block = block;
        this.vector = vector;
        int offset = 0;
        for (List<Stage> branch : block.branches()) {
            if (branch.size() == 2 && branch.get(0) instanceof ConvUnit reduction) {
                requirePoint(reduction);
                reductions.add(reduction);
                offsets.put(reduction, offset);
                offset += filledUp(reduction.channels());
            }
        }
        joined.addAll(reductions);
        outputsOffset = offset;
        for (List<Stage> branch : block.branches()) {
            ConvUnit last = (ConvUnit) branch.get(branch.size() - 1);
            offsets.put(last, offset);
            if (offset == outputsOffset && branch.size() == 1 && isPoint(last)) {
                joined.add(last);
            } else {
                apart.add(last);
            }
            if (branch.size() == 2) {
                before.put(last, branch.get(0));
            }
            offset += last.channels();
        }
        width = offset;
    }

    private static void requirePoint(ConvUnit unit) {
        if (!isPoint(unit)) {
            throw new IllegalArgumentException(unit + " is no 1x1x1 convolution");
        }
    }

    private static boolean isPoint(ConvUnit unit) {
        return Stream.of(unit.kernel(), unit.stride()).allMatch(Extent.cube(1)::equals);
    }

    private int filledUp(int channels) {
        return (channels + vector - 1) / vector * vector;
    }

    /** Channels that {@code unit} reads here, filled up if a reduction wrote them. */
    int inputsOf(ConvUnit unit) {
        return reductionBefore(unit).map(this::widthOf).orElse(unit.inputChannels());
    }

    /** The convolutions that are one, in the order of their channels. */
    List<ConvUnit> joined() {
        return joined;
    }

    String joinedName() {
        return block.name() + ".joined";
    }

    /** Channels that {@link #joined} write, from 0 on. */
    int joinedWidth() {
        return joined.stream().mapToInt(this::widthOf).sum();
    }

    /** The others, in the order of their channels. */
    List<ConvUnit> apart() {
        return apart;
    }

    boolean isReduction(ConvUnit unit) {
        return reductions.contains(unit);
    }

    /** Channels that {@code unit} writes, filled up if it is a reduction. */
    int widthOf(ConvUnit unit) {
        return isReduction(unit) ? filledUp(unit.channels()) : unit.channels();
    }

    int offsetOf(ConvUnit unit) {
        Integer offset = offsets.get(unit);
        if (offset == null) {
            throw new IllegalArgumentException(unit + " is not of " + block.name());
        }
        return offset;
    }

    /** What {@code unit} reads, if that is a reduction. */
    Optional<ConvUnit> reductionBefore(ConvUnit unit) {
        return Optional.ofNullable(before.get(unit))
                .filter(ConvUnit.class::isInstance)
                .map(ConvUnit.class::cast);
    }

    /** What pools the block's input for {@code unit}, if something does. */
    Optional<MaxPool> pooledBefore(ConvUnit unit) {
        return Optional.ofNullable(before.get(unit))
                .filter(MaxPool.class::isInstance)
                .map(MaxPool.class::cast);
    }

    /** The first of the channels that the block puts out. */
    int outputsOffset() {
        return outputsOffset;
    }

    /** Channels in all. */
    int width() {
        return width;
    }
}
