package org.i3d4j.torch.train.optimizer;

import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.TensorCopies;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * Stochastic gradient descent with momentum, weight decay added to the gradient (L2): {@code v = m v + (g + d w)},
 * {@code w -= lr v}, or with Nesterov's look-ahead {@code w -= lr (g + d w + m v)}. libtorch's fused operator reads and
 * writes each value once.
 */
public final class Sgd implements Optimizer {
    private static final String VELOCITY = Checkpoints.OPTIMIZER_PREFIX + "momentum.";
    private static final Operator FUSED = new Operator("aten::_fused_sgd_");

    private final ParameterStore parameters;
    private final double momentum;
    private final double weightDecay;
    private final boolean nesterov;
    private final UpdateGroups groups;
    private final Tensor velocity;
    /** Made when gradients are tracked, which is after this object. */
    private List<UpdateGroups.Group> tensors = List.of();

    /** The same rule for all parameters. */
    public Sgd(ParameterStore parameters, double momentum, double weightDecay, boolean nesterov) {
        this(parameters, momentum, weightDecay, nesterov, UpdateGroups.one());
    }

    public Sgd(ParameterStore parameters, double momentum, double weightDecay, boolean nesterov, UpdateGroups groups) {
        this.parameters = parameters;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.nesterov = nesterov;
        this.groups = groups;
        this.velocity = torch.zeros_like(parameters.values());
        velocity.retainReference();
    }

    @Override
    public void step(long step, double learningRate) {
        if (tensors.isEmpty()) {
            tensors = groups.of(parameters, parameters.values(), parameters.gradients(), velocity);
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (UpdateGroups.Group group : tensors) {
                FUSED.call(
                        Operator.listOf(group.parts().get(0)),
                        Operator.listOf(group.parts().get(1)),
                        Operator.listOf(
                                momentum == 0 ? List.of() : group.parts().get(2)),
                        new IValue(weightDecay * group.factors().decay()),
                        new IValue(momentum),
                        new IValue(learningRate * group.factors().rate()),
                        /* dampening */ new IValue(0.0),
                        new IValue(nesterov),
                        /* maximize */ new IValue(false),
                        /* is_first_step */ new IValue(false),
                        /* grad_scale */ Operator.none(),
                        /* found_inf */ Operator.none());
            }
        }
    }

    @Override
    public Map<String, TensorData> state(TensorCopies copies) {
        return parameters.layout().slices(velocity, VELOCITY, copies);
    }

    @Override
    public void restore(StateDict state) {
        parameters.layout().fill(velocity, VELOCITY, state);
    }

    @Override
    public List<Tensor> memory() {
        return List.of(velocity);
    }

    @Override
    public void close() {
        velocity.close();
        tensors.forEach(UpdateGroups.Group::close);
    }
}
