package org.i3d4j.torch.train.optimizer;

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

/** Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019). */
public final class AdamW implements Optimizer {
    private static final String MEAN = Checkpoints.OPTIMIZER_PREFIX + "exp_avg.";
    private static final String SQUARE = Checkpoints.OPTIMIZER_PREFIX + "exp_avg_sq.";

    private final ParameterStore parameters;
    private final double beta1;
    private final double beta2;
    private final double eps;
    private final double weightDecay;
    private final UpdateGroups groups;
    private final Tensor mean;
    private final Tensor square;
    /** Made when gradients are tracked, which is after this object. */
    private List<UpdateGroups.Group> tensors = List.of();

    /** The same rule for all parameters. */
    public AdamW(ParameterStore parameters, double beta1, double beta2, double eps, double weightDecay) {
        this(parameters, beta1, beta2, eps, weightDecay, UpdateGroups.one());
    }

    public AdamW(
            ParameterStore parameters,
            double beta1,
            double beta2,
            double eps,
            double weightDecay,
            UpdateGroups groups) {
        this.parameters = parameters;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.eps = eps;
        this.weightDecay = weightDecay;
        this.groups = groups;
        this.mean = torch.zeros_like(parameters.values());
        this.square = torch.zeros_like(parameters.values());
        mean.retainReference();
        square.retainReference();
    }

    @Override
    public void step(long step, double learningRate) {
        if (tensors.isEmpty()) {
            tensors = groups.of(parameters, parameters.values(), parameters.gradients(), mean, square);
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (UpdateGroups.Group group : tensors) {
                List<List<Tensor>> parts = group.parts();
                for (int i = 0; i < parts.get(0).size(); i++) {
                    update(
                            parts.get(0).get(i),
                            parts.get(1).get(i),
                            parts.get(2).get(i),
                            parts.get(3).get(i),
                            step,
                            learningRate * group.factors().rate(),
                            weightDecay * group.factors().decay());
                }
            }
        }
    }

    private void update(
            Tensor values, Tensor gradients, Tensor mean, Tensor square, long step, double rate, double decay) {
        mean.lerp_(gradients, new Scalar(1 - beta1));
        square.mul_(new Scalar(beta2)).addcmul_(gradients, gradients, new Scalar(1 - beta2));
        if (decay != 0) {
            values.mul_(new Scalar(1 - rate * decay));
        }
        double meanBias = 1 - Math.pow(beta1, (double) step);
        double squareBias = 1 - Math.pow(beta2, (double) step);
        Tensor deviation = square.sqrt();
        deviation.mul_(new Scalar(1 / Math.sqrt(squareBias))).add_(new Scalar(eps));
        values.addcdiv_(mean, deviation, new Scalar(-rate / meanBias));
    }

    @Override
    public Map<String, TensorData> state(TensorCopies copies) {
        Map<String, TensorData> state = parameters.layout().slices(mean, MEAN, copies);
        state.putAll(parameters.layout().slices(square, SQUARE, copies));
        return state;
    }

    @Override
    public void restore(StateDict state) {
        parameters.layout().fill(mean, MEAN, state);
        parameters.layout().fill(square, SQUARE, state);
    }

    @Override
    public List<Tensor> memory() {
        return List.of(mean, square);
    }

    @Override
    public void close() {
        mean.close();
        square.close();
        tensors.forEach(UpdateGroups.Group::close);
    }
}
