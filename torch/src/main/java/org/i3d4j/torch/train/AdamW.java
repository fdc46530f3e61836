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

/** Adam with decoupled weight decay (Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019). */
public final class AdamW implements Optimizer {
    private static final String MEAN = Checkpoints.OPTIMIZER_PREFIX + "exp_avg.";
    private static final String SQUARE = Checkpoints.OPTIMIZER_PREFIX + "exp_avg_sq.";

    private final ParameterStore parameters;
    private final double beta1;
    private final double beta2;
    private final double eps;
    private final double weightDecay;
    private final UpdateFactors factors;
    private final Tensor mean;
    private final Tensor square;

    /** The same rule for all parameters. */
    public AdamW(ParameterStore parameters, double beta1, double beta2, double eps, double weightDecay) {
        this(parameters, beta1, beta2, eps, weightDecay, UpdateFactors.none());
    }

    /** @param factors this optimizer's from now on */
    AdamW(
            ParameterStore parameters,
            double beta1,
            double beta2,
            double eps,
            double weightDecay,
            UpdateFactors factors) {
        this.parameters = parameters;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.eps = eps;
        this.weightDecay = weightDecay;
        this.factors = factors;
        this.mean = torch.zeros_like(parameters.values());
        this.square = torch.zeros_like(parameters.values());
        mean.retainReference();
        square.retainReference();
    }

    @Override
    public void step(long step, double learningRate) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor values = parameters.values();
            Tensor gradients = parameters.gradients();
            mean.lerp_(gradients, new Scalar(1 - beta1));
            square.mul_(new Scalar(beta2)).addcmul_(gradients, gradients, new Scalar(1 - beta2));
            factors.shrink(values, learningRate * weightDecay);
            double meanBias = 1 - Math.pow(beta1, (double) step);
            double squareBias = 1 - Math.pow(beta2, (double) step);
            Tensor deviation = square.sqrt();
            deviation.mul_(new Scalar(1 / Math.sqrt(squareBias))).add_(new Scalar(eps));
            values.addcdiv_(factors.scaled(mean), deviation, new Scalar(-learningRate / meanBias));
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
        factors.close();
    }
}
