package org.i3d4j.torch.distributed;

import org.i3d4j.torch.ParameterStore;

/** Of a process that trains on its own. */
final class LocalGradients implements GradientExchange {
    private final ParameterStore parameters;

    LocalGradients(ParameterStore parameters) {
        this.parameters = parameters;
        // Tracked from now on.
        parameters.gradients();
    }

    @Override
    public double afterBackward() {
        parameters.gatherGradients();
        return 0;
    }

    @Override
    public void average(int clips) {
        scale(1.0 / clips);
    }

    @Override
    public void scale(double factor) {
        parameters.scaleGradients(factor);
    }

    @Override
    public void close() {}
}
