package org.i3d4j.weights.naming;

import java.util.List;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Parameter;

/**
 * How one family of checkpoints names the tensors of the network. All of them walk the same parameters; only names, the
 * order of a kernel's axes and the batch norm differ.
 */
public sealed interface TensorNames
        permits PytorchI3dNames, KineticsI3dPytorchNames, DeepMindNames, MindSporeNames, ResNetNames {

    /** The project whose checkpoints are named so. */
    String family();

    /** The networks that it has, the first one ahead where names and shapes of tensors don't tell which. */
    default List<Backbone> backbones() {
        return List.of(Backbone.INCEPTION);
    }

    /** The tensor that holds {@code parameter}; empty if the family has none: then gamma is 1. */
    Optional<String> of(Parameter parameter);

    /** Order of a kernel's axes in the file. */
    KernelOrder kernels();

    /** Whether the head's kernel is a matrix of classes and features. */
    default boolean hasMatrixHead() {
        return false;
    }

    /** Whether tensors are named as we do. */
    default boolean areOurs() {
        return equals(ours(backbones().get(0)));
    }

    /** What the family's programs add to the variance in batch norm. */
    double batchNormEps();

    /** Whether its models number classes as the published lists do, alphabetically. */
    default boolean numbersClassesAlphabetically() {
        return true;
    }

    /** Whether a tensor of this name is another thing than weights: optimizer state, a counter. */
    default boolean isBookkeeping(String name) {
        return name.endsWith(".num_batches_tracked");
    }

    /** Every way of naming that is known, ours first. */
    static List<TensorNames> known() {
        return List.of(
                new PytorchI3dNames(),
                new KineticsI3dPytorchNames(),
                new DeepMindNames(DeepMindNames.RGB),
                new DeepMindNames(DeepMindNames.FLOW),
                new DeepMindNames(""),
                new MindSporeNames("bn2d."),
                new MindSporeNames(""),
                ResNetNames.OURS,
                ResNetNames.MMACTION2,
                ResNetNames.MMACTION,
                ResNetNames.PYTORCHVIDEO,
                ResNetNames.PYSLOWFAST,
                ResNetNames.CAFFE2);
    }

    /** Our own, of a network. */
    static TensorNames ours(Backbone backbone) {
        return backbone == Backbone.INCEPTION ? new PytorchI3dNames() : ResNetNames.OURS;
    }
}
