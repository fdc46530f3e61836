package org.i3d4j.weights.naming;

import java.util.List;
import java.util.Optional;
import org.i3d4j.architecture.Parameter;

/**
 * How one family of checkpoints names the tensors of the network. All of them walk the same parameters; only names, the
 * order of a kernel's axes and the batch norm differ.
 */
public sealed interface TensorNames permits PytorchI3dNames, KineticsI3dPytorchNames, DeepMindNames, MindSporeNames {

    /** The project whose checkpoints are named so. */
    String family();

    /** The tensor that holds {@code parameter}; empty if the family has none: then gamma is 1. */
    Optional<String> of(Parameter parameter);

    /** Order of a kernel's axes in the file. */
    KernelOrder kernels();

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
                new MindSporeNames(""));
    }
}
