package org.i3d4j.bench.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.architecture.Padding;
import org.i3d4j.architecture.PaddingRule;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.architecture.Residual;
import org.i3d4j.architecture.Stage;

/**
 * The network as one would write it on libtorch: a tensor for each parameter, contiguous N,C,T,H,W, {@code conv3d}, no
 * thought of memory layouts. Everything else is as in i3d4j's own.
 */
final class EagerNetwork {
    private static final long[] ONES = {1, 1, 1};
    private static final long[] ZEROS = {0, 0, 0};
    private static final double EPS = 1e-3;
    private static final double MOMENTUM = 0.1;
    private static final double DROPOUT = 0.5;

    private final Architecture architecture;
    private final boolean training;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();

    EagerNetwork(Architecture architecture, boolean training) {
        this.architecture = architecture;
        this.training = training;
        for (Parameter parameter : Parameter.of(architecture)) {
            Tensor values = initial(parameter);
            values.requires_grad_(training && parameter.role().isTrainable());
            parameters.put(parameter.name(), values);
        }
    }

    private static Tensor initial(Parameter parameter) {
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        double fanIn = (double) parameter.size() / (double) shape[0];
        return switch (parameter.role()) {
            case KERNEL -> torch.randn(shape).mul(new Scalar(Math.sqrt(2 / fanIn)));
            case GAMMA, RUNNING_VARIANCE -> torch.ones(shape);
            case BIAS, BETA, RUNNING_MEAN -> torch.zeros(shape);
        };
    }

    /** What is learnt, for an optimizer. */
    TensorVector trainable() {
        TensorVector vector = new TensorVector();
        parameters.values().stream().filter(Tensor::requires_grad).forEach(vector::push_back);
        return vector;
    }

    /** N,classes; the caller's pointer scope frees it. */
    Tensor forward(Tensor clips) {
        Tensor x = chain(architecture.stages(), clips);
        Extent window = architecture.headPoolOn(sizeOf(x));
        Tensor features = torch.avg_pool3d(x, array(window), ONES, ZEROS, false, true, new LongOptional());
        TensorOptional bias = new TensorOptional(parameter(Architecture.HEAD, Role.BIAS));
        Tensor kernel = parameter(Architecture.HEAD, Role.KERNEL);
        return torch.conv3d(torch.dropout(features, DROPOUT, training), kernel, bias, ONES, ZEROS, ONES, 1)
                .mean(2, 3, 4);
    }

    private Tensor parameter(String layer, Role role) {
        Tensor tensor = parameters.get(role.nameIn(layer));
        if (tensor == null) {
            throw new IllegalArgumentException("no parameter " + role.nameIn(layer));
        }
        return tensor;
    }

    /** Frees what only the stages before held: autograd keeps what it needs itself. */
    private Tensor chain(List<Stage> stages, Tensor clips) {
        Tensor x = clips;
        for (Stage stage : stages) {
            try (PointerScope scope = new PointerScope()) {
                Tensor next = apply(stage, x);
                next.retainReference();
                if (!x.equals(clips)) {
                    x.close();
                }
                x = next;
            }
        }
        return x;
    }

    private Tensor apply(Stage stage, Tensor x) {
        return stage.accept(new Stage.Visitor<>() {
            @Override
            public Tensor convolution(ConvUnit unit) {
                return convolve(unit, x);
            }

            /** Counting up gives 'SAME' what it pads behind, and windows that are padded by half their number. */
            @Override
            public Tensor pooling(MaxPool pool) {
                long[] before = pool.window().padding(sizeOf(x)).before();
                boolean countsUp = pool.window().rule() == PaddingRule.SAME;
                return torch.max_pool3d(x, array(pool.kernel()), array(pool.stride()), before, ONES, countsUp);
            }

            @Override
            public Tensor inception(Mixed block) {
                TensorVector outputs = new TensorVector();
                block.branches().forEach(branch -> outputs.push_back(chain(branch, x)));
                return torch.cat(outputs, 1);
            }

            @Override
            public Tensor residual(Residual block) {
                Tensor branch = chain(block.branch(), x);
                Tensor sum = branch.add(
                        block.projection().map(unit -> convolve(unit, x)).orElse(x));
                branch.close();
                torch.relu_(sum);
                return sum;
            }

            @Override
            public Tensor nonLocal(NonLocal block) {
                throw new IllegalArgumentException(block.name() + ": non-local blocks are not timed beside others");
            }
        });
    }

    private static Extent sizeOf(Tensor x) {
        return new Extent((int) x.size(2), (int) x.size(3), (int) x.size(4));
    }

    private Tensor convolve(ConvUnit unit, Tensor x) {
        Padding padding = unit.window().padding(sizeOf(x));
        long[] before = padding.before();
        long[] after = padding.after();
        boolean unequal = before[0] != after[0] || before[1] != after[1] || before[2] != after[2];
        long[] lastAxisFirst = {before[2], after[2], before[1], after[1], before[0], after[0]};
        Tensor padded = unequal ? torch.constant_pad_nd(x, lastAxisFirst, new Scalar(0)) : x;
        Tensor y = torch.conv3d(
                padded,
                parameter(unit.name(), Role.KERNEL),
                new TensorOptional(),
                array(unit.stride()),
                unequal ? ZEROS : before,
                ONES,
                1);
        Tensor normalised = normalise(unit.name(), y);
        if (unit.rectified()) {
            // What an in-place operation returns is a second handle on what the first one owns.
            torch.relu_(normalised);
        }
        return normalised;
    }

    private Tensor normalise(String layer, Tensor x) {
        return torch.batch_norm(
                x,
                new TensorOptional(parameter(layer, Role.GAMMA)),
                new TensorOptional(parameter(layer, Role.BETA)),
                new TensorOptional(parameter(layer, Role.RUNNING_MEAN)),
                new TensorOptional(parameter(layer, Role.RUNNING_VARIANCE)),
                training,
                MOMENTUM,
                EPS,
                true);
    }

    private static long[] array(Extent extent) {
        return new long[] {extent.time(), extent.height(), extent.width()};
    }
}
