package org.i3d4j.torch;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.AxisPadding;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.HeadPooling;
import org.i3d4j.architecture.KernelWindow;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.architecture.Padding;
import org.i3d4j.architecture.PaddingRule;
import org.i3d4j.architecture.Residual;
import org.i3d4j.architecture.Stage;

/** Each kind of {@link Stage} as libtorch operations on N,C,T,H,W tensors. */
final class Layers {
    private static final long[] ONES = {1, 1, 1};
    private static final long[] ZEROS = {0, 0, 0};

    private final ModelSettings settings;
    private final ParameterStore parameters;
    private final Convolutions convolutions;
    private BatchNorm batchNorm = BatchNorm.LOCAL;

    Layers(ModelSettings settings, ParameterStore parameters, Convolutions convolutions) {
        this.settings = settings;
        this.parameters = parameters;
        this.convolutions = convolutions;
    }

    void normaliseWith(BatchNorm norm) {
        batchNorm = norm;
    }

    /** Whether batch norms take the statistics of this process alone. */
    boolean normaliseAlone() {
        return batchNorm.equals(BatchNorm.LOCAL);
    }

    /** Runs {@code stages}, showing each one's output to {@code seen}; the result is the caller's to close. */
    Tensor backbone(List<Stage> stages, Tensor clips, Pass pass, BiConsumer<String, Tensor> seen) {
        Tensor x = clips;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Tensor next = apply(stage, x, pass);
            if (i > 0) {
                // Evaluation then holds two feature maps at a time, not all; autograd keeps what it needs itself.
                x.close();
            }
            seen.accept(stage.name(), next);
            x = next;
        }
        return x;
    }

    /** The head, averaged over time and space as the network does it: N x classes. */
    Tensor logits(Architecture architecture, Tensor x, Pass pass, BiConsumer<String, Tensor> seen) {
        Tensor logits = head(architecture, x, pass, seen);
        return architecture.averagesProbabilities() && !pass.isTraining() ? averaged(logits) : logits.mean(2, 3, 4);
    }

    /** As {@link HeadPooling#averaged}. */
    private static Tensor averaged(Tensor logits) {
        Tensor scales = torch.logsumexp(logits, new long[] {1}, true);
        double positions = logits.size(2) * logits.size(3) * logits.size(4);
        return torch.logsumexp(logits.sub(scales), 2, 3, 4)
                .add(scales.mean(2, 3, 4))
                .sub(new Scalar(Math.log(positions)));
    }

    /** Average pool, dropout and the 1x1x1 convolution with bias: N,classes,T',H',W'. */
    private Tensor head(Architecture architecture, Tensor x, Pass pass, BiConsumer<String, Tensor> seen) {
        long[] shape = x.shape();
        Extent window = architecture.headPoolOn(new Extent((int) shape[2], (int) shape[3], (int) shape[4]));
        Tensor features = torch.avg_pool3d(x, array(window), ONES, ZEROS, false, true, new LongOptional());
        seen.accept(Architecture.FEATURES, features);
        Tensor kept = torch.dropout(features, 1 - settings.dropoutKeepProbability(), pass.isTraining());
        Tensor kernel = parameters.get(Architecture.HEAD + ".conv3d.weight");
        Tensor bias = parameters.get(Architecture.HEAD + ".conv3d.bias");
        Tensor logits = convolutions.pointwise(kept, kernel, bias);
        seen.accept(Architecture.LOGITS, logits);
        return logits.to(ScalarType.Float);
    }

    private Tensor apply(Stage stage, Tensor x, Pass pass) {
        try (PointerScope scope = new PointerScope()) {
            Tensor y = dispatch(stage, x, pass);
            y.retainReference();
            return y;
        }
    }

    private Tensor dispatch(Stage stage, Tensor x, Pass pass) {
        return stage.accept(new Stage.Visitor<>() {
            @Override
            public Tensor convolution(ConvUnit unit) {
                return convolve(unit, x, pass);
            }

            @Override
            public Tensor pooling(MaxPool pool) {
                return pool(pool, x);
            }

            @Override
            public Tensor inception(Mixed block) {
                return mix(block, x, pass);
            }

            @Override
            public Tensor residual(Residual block) {
                return add(block, x, pass);
            }

            @Override
            public Tensor nonLocal(NonLocal block) {
                return addFromAfar(block, x, pass);
            }
        });
    }

    private Tensor add(Residual block, Tensor x, Pass pass) {
        Tensor shortcut =
                block.projection().map(unit -> convolve(unit, x, pass)).orElse(x);
        try (Tensor branch = backbone(block.branch(), x, pass, (name, tensor) -> {})) {
            Tensor sum = branch.add(shortcut);
            torch.relu_(sum);
            return sum;
        }
    }

    /** Maps as matrices of a position a row. */
    private Tensor addFromAfar(NonLocal block, Tensor x, Pass pass) {
        Tensor queries = rows(chain(block.queries(), x, pass));
        Tensor context = chain(block.context(), x, pass);
        Tensor keys = rows(chain(block.keys(), context, pass));
        Tensor values = rows(chain(block.values(), context, pass));
        double factor = block.weighting().factor((int) keys.size(2), keys.size(1));
        Tensor products = torch.matmul(queries, keys.transpose(1, 2)).mul(new Scalar(factor));
        Tensor weights = block.weighting().isSoftmax() ? torch.softmax(products, 2) : products;
        Tensor sums = torch.matmul(weights.to(values.scalar_type()), values);
        Tensor map = sums.view(x.size(0), x.size(2), x.size(3), x.size(4), sums.size(2))
                .permute(0, 4, 1, 2, 3);
        return convolve(block.out(), map, pass).add(x);
    }

    /** What the chain makes of {@code x}; of an empty one {@code x} itself. */
    private Tensor chain(List<Stage> stages, Tensor x, Pass pass) {
        Tensor y = x;
        for (Stage stage : stages) {
            y = dispatch(stage, y, pass);
        }
        return y;
    }

    private static Tensor rows(Tensor map) {
        return map.permute(0, 2, 3, 4, 1).reshape(map.size(0), -1, map.size(1));
    }

    private Tensor mix(Mixed block, Tensor x, Pass pass) {
        TensorVector outputs = new TensorVector();
        for (List<Stage> branch : block.branches()) {
            try (Tensor output = backbone(branch, x, pass, (name, tensor) -> {})) {
                outputs.push_back(output);
            }
        }
        return torch.cat(outputs, 1);
    }

    private Tensor convolve(ConvUnit unit, Tensor x, Pass pass) {
        Tensor kernel = parameters.get(unit.name() + ".conv3d.weight");
        AxisPadding[] padding = padding(x, unit.window());
        boolean[] byHand = byHand(padding);
        // oneDNN 3.7 (and PyTorch 2.13's) computes bfloat16 kernel gradients from memory out of bounds where the
        // padding in
        // front and behind in time meet in one window.
        byHand[0] |= pass.isTraining()
                && unit.kernel().time() > 1
                && x.size(2) <= unit.kernel().time();
        Tensor padded = padByHand(x, padding, byHand);
        long[] rest = IntStream.range(0, 3)
                .mapToLong(axis -> byHand[axis] ? 0 : padding[axis].before())
                .toArray();
        long[] stride = array(unit.stride());
        Tensor y = convolutions.convolve(padded, kernel, stride, rest, pass.isTraining());
        Tensor shifted = unit.form().isBiased()
                ? y.add(parameters.get(unit.name() + ".conv3d.bias").view(1, -1, 1, 1, 1))
                : y;
        Tensor normalised = unit.form().isNormalised() ? normalise(unit, shifted, pass) : shifted;
        if (unit.rectified()) {
            // In-place operations return a second handle on the same native object; only the first one owns it.
            torch.relu_(normalised);
        }
        return normalised;
    }

    private Tensor normalise(ConvUnit unit, Tensor x, Pass pass) {
        String name = unit.name() + ".bn.";
        BatchNorm.Norm norm = new BatchNorm.Norm(
                parameters.get(name + "weight"),
                parameters.get(name + "bias"),
                parameters.get(name + "running_mean"),
                parameters.get(name + "running_var"),
                pass == Pass.MEASUREMENT ? 1 : settings.batchNormMomentum(),
                settings.batchNormEps());
        return pass.isTraining() && !parameters.isFrozen(name + "running_mean")
                ? batchNorm.normalise(x, norm, pass != Pass.PLACEHOLDER)
                : BatchNorm.withRunningStatistics(x, norm, false);
    }

    /** The axes that convolutions can't pad themselves, being padded unequally. */
    private static boolean[] byHand(AxisPadding[] padding) {
        boolean[] byHand = new boolean[padding.length];
        for (int axis = 0; axis < padding.length; axis++) {
            byHand[axis] = !padding[axis].isSymmetric();
        }
        return byHand;
    }

    private static Tensor padByHand(Tensor x, AxisPadding[] padding, boolean[] byHand) {
        long[] lastAxisFirst = new long[2 * padding.length];
        boolean needed = false;
        for (int axis = 0; axis < padding.length; axis++) {
            if (byHand[axis]) {
                needed = true;
                int at = 2 * (padding.length - 1 - axis);
                lastAxisFirst[at] = padding[axis].before();
                lastAxisFirst[at + 1] = padding[axis].after();
            }
        }
        return needed ? torch.constant_pad_nd(x, lastAxisFirst, new Scalar(0)) : x;
    }

    /**
     * Symmetric padding is the operator's own; what 'SAME' adds behind only (never more than the stride minus one) is the
     * incomplete last window that ceil mode takes. Neither lets padding win.
     */
    private static Tensor pool(MaxPool pool, Tensor x) {
        AxisPadding[] padding = padding(x, pool.window());
        long[] before = Stream.of(padding).mapToLong(AxisPadding::before).toArray();
        return torch.max_pool3d(
                x,
                array(pool.kernel()),
                array(pool.stride()),
                before,
                ONES,
                pool.window().rule() == PaddingRule.SAME);
    }

    private static AxisPadding[] padding(Tensor x, KernelWindow window) {
        long[] shape = x.shape();
        Padding padding = window.padding(new Extent((int) shape[2], (int) shape[3], (int) shape[4]));
        return new AxisPadding[] {padding.time(), padding.height(), padding.width()};
    }

    private static long[] array(Extent extent) {
        return new long[] {extent.time(), extent.height(), extent.width()};
    }
}
