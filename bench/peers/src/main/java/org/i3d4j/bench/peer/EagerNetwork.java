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
import org.i3d4j.architecture.AxisPadding;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.PaddingRule;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
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
        long[] shape = x.shape();
        Extent window = architecture.headPoolOn(new Extent((int) shape[2], (int) shape[3], (int) shape[4]));
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
        if (stage instanceof ConvUnit unit) {
            return convolve(unit, x);
        }
        if (stage instanceof MaxPool pool) {
            long[][] padding = padding(x, pool.kernel(), pool.stride());
            return torch.max_pool3d(x, array(pool.kernel()), array(pool.stride()), padding[0], ONES, true);
        }
        TensorVector outputs = new TensorVector();
        ((Mixed) stage).branches().forEach(branch -> outputs.push_back(chain(branch, x)));
        return torch.cat(outputs, 1);
    }

    private Tensor convolve(ConvUnit unit, Tensor x) {
        long[][] padding = padding(x, unit.kernel(), unit.stride());
        long[] before = padding[0];
        long[] after = padding[1];
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
        // What an in-place operation returns is a second handle on what the first one owns.
        torch.relu_(normalised);
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

    /** In front and behind, for time, height and width. */
    private static long[][] padding(Tensor x, Extent kernel, Extent stride) {
        long[] windows = array(kernel);
        long[] strides = array(stride);
        long[][] padding = new long[2][3];
        for (int axis = 0; axis < 3; axis++) {
            AxisPadding same = PaddingRule.SAME.of((int) x.size(axis + 2), (int) windows[axis], (int) strides[axis]);
            padding[0][axis] = same.before();
            padding[1][axis] = same.after();
        }
        return padding;
    }

    private static long[] array(Extent extent) {
        return new long[] {extent.time(), extent.height(), extent.width()};
    }
}
