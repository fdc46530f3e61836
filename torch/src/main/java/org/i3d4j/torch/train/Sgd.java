package org.i3d4j.torch.train;

import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.TensorCopies;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * Stochastic gradient descent with momentum, weight decay added to the gradient (L2): {@code v = m v + (g + d w)},
 * {@code w -= lr v}, or with Nesterov's look-ahead {@code w -= lr (g + d w + m v)}.
 */
public final class Sgd implements Optimizer {
    private static final String VELOCITY = Checkpoints.OPTIMIZER_PREFIX + "momentum.";

    private final ParameterStore parameters;
    private final double momentum;
    private final double weightDecay;
    private final boolean nesterov;
    private final UpdateFactors factors;
    private final Tensor velocity;

    /** The same rule for all parameters. */
    public Sgd(ParameterStore parameters, double momentum, double weightDecay, boolean nesterov) {
        this(parameters, momentum, weightDecay, nesterov, UpdateFactors.none());
    }

    /** @param factors this optimizer's from now on */
    Sgd(ParameterStore parameters, double momentum, double weightDecay, boolean nesterov, UpdateFactors factors) {
        this.parameters = parameters;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.nesterov = nesterov;
        this.factors = factors;
        this.velocity = torch.zeros_like(parameters.values());
        velocity.retainReference();
    }

    @Override
    public void step(long step, double learningRate) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor values = parameters.values();
            Tensor gradients = parameters.gradients();
            factors.addDecay(gradients, values, weightDecay);
            velocity.mul_(new Scalar(momentum)).add_(gradients);
            if (nesterov) {
                gradients.add_(velocity, new Scalar(momentum));
            }
            factors.move(values, nesterov ? gradients : velocity, -learningRate);
        }
    }

    @Override
    public Map<String, TensorData> state(TensorCopies copies) {
        return parameters.slices(velocity, VELOCITY, copies);
    }

    @Override
    public void restore(StateDict state) {
        parameters.fill(velocity, VELOCITY, state);
    }

    @Override
    public List<Tensor> memory() {
        return List.of(velocity);
    }

    @Override
    public void close() {
        velocity.close();
        factors.close();
    }
}
