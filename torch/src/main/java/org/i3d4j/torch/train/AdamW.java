package org.i3d4j.torch.train;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
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
 * Adam with decoupled weight decay (Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019), by libtorch's
 * fused operator.
 */
public final class AdamW implements Optimizer {
    private static final String MEAN = Checkpoints.OPTIMIZER_PREFIX + "exp_avg.";
    private static final String SQUARE = Checkpoints.OPTIMIZER_PREFIX + "exp_avg_sq.";
    private static final Operator FUSED = new Operator("aten::_fused_adamw_");

    private final ParameterStore parameters;
    private final double beta1;
    private final double beta2;
    private final double eps;
    private final double weightDecay;
    private final UpdateGroups groups;
    private final Tensor mean;
    private final Tensor square;
    /** Updates so far; the operator wants it beside the parameters, once for each. */
    private final Tensor steps;
    /** Made when gradients are tracked, which is after this object. */
    private List<UpdateGroups.Group> tensors = List.of();

    /** The same rule for all parameters. */
    public AdamW(ParameterStore parameters, double beta1, double beta2, double eps, double weightDecay) {
        this(parameters, beta1, beta2, eps, weightDecay, UpdateGroups.one());
    }

    AdamW(ParameterStore parameters, double beta1, double beta2, double eps, double weightDecay, UpdateGroups groups) {
        this.parameters = parameters;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.eps = eps;
        this.weightDecay = weightDecay;
        this.groups = groups;
        this.mean = torch.zeros_like(parameters.values());
        this.square = torch.zeros_like(parameters.values());
        this.steps = torch.zeros_like(parameters.values().narrow(0, 0, 1));
        mean.retainReference();
        steps.retainReference();
        square.retainReference();
    }

    @Override
    public void step(long step, double learningRate) {
        if (tensors.isEmpty()) {
            tensors = groups.of(parameters, parameters.values(), parameters.gradients(), mean, square);
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            steps.fill_(new Scalar((double) step));
            for (UpdateGroups.Group group : tensors) {
                FUSED.call(
                        group.list(0),
                        group.list(1),
                        group.list(2),
                        group.list(3),
                        /* max_exp_avg_sqs */ Operator.listOf(List.of()),
                        Operator.listOf(Collections.nCopies(group.size(), steps)),
                        new IValue(learningRate * group.factors().rate()),
                        new IValue(beta1),
                        new IValue(beta2),
                        new IValue(weightDecay * group.factors().decay()),
                        new IValue(eps),
                        /* amsgrad */ new IValue(false),
                        /* maximize */ new IValue(false),
                        /* grad_scale */ Operator.none(),
                        /* found_inf */ Operator.none());
            }
        }
    }

    @Override
    public Map<String, TensorData> state(TensorCopies copies) {
        Map<String, TensorData> state = parameters.slices(mean, MEAN, copies);
        state.putAll(parameters.slices(square, SQUARE, copies));
        return state;
    }

    @Override
    public void restore(StateDict state) {
        parameters.fill(mean, MEAN, state);
        parameters.fill(square, SQUARE, state);
    }

    @Override
    public List<Tensor> memory() {
        return List.of(mean, square);
    }

    @Override
    public void close() {
        mean.close();
        square.close();
        steps.close();
        tensors.forEach(UpdateGroups.Group::close);
    }
}
