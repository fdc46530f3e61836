package org.i3d4j.weights.naming;

import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;

/** piergiaj/pytorch-i3d, and i3d4j itself: {@code Mixed_3b.b1a.conv3d.weight}, {@code logits.conv3d.bias}. */
public record PytorchI3dNames() implements TensorNames {

    @Override
    public String family() {
        return "piergiaj/pytorch-i3d";
    }

    @Override
    public Optional<String> of(Parameter parameter) {
        return Optional.of(parameter.name());
    }

    @Override
    public KernelOrder kernels() {
        return KernelOrder.OUT_IN_TIME_HEIGHT_WIDTH;
    }

    @Override
    public double batchNormEps() {
        return ModelSettings.DEFAULT_BATCH_NORM_EPS;
    }
}
