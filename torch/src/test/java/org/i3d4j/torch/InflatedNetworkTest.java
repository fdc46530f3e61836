package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.AxisPadding;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.KernelWindow;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.Padding;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.architecture.Residual;
import org.i3d4j.architecture.Stage;
import org.i3d4j.golden.GoldenRandom;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.MemoryWeights;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.naming.Inflation;
import org.i3d4j.weights.naming.Network2d;
import org.i3d4j.weights.naming.Networks2d;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inflated network on a clip of one repeated frame against the 2D network on that frame, made of 2D operators. */
class InflatedNetworkTest {
    private static final int SIDE = 32;
    private static final int CLASSES = 5;

    @BeforeAll
    static void loadLibtorch() {
        TorchRuntime.load();
    }

    /**
     * Of Inception the last block sees 99 frames; that many steps of 8 frames at each end see padding. Of ResNet-50 it sees fewer.
     */
    @ParameterizedTest
    @CsvSource({
        "TORCHVISION_GOOGLENET, INCEPTION, 128",
        "TORCHVISION_RESNET_50, RESNET_50, 128",
        "TORCHVISION_RESNET_50, RESNET_50_HEAVY, 64",
        "TORCHVISION_RESNET_50, RESNET_50_8X8, 48"
    })
    void repeatedFramesGiveWhatTheFlatNetworkGives(Network2d family, Backbone backbone, int frames) {
        float[] frame = new GoldenRandom(7, "frame").uniform(3 * SIDE * SIDE, -1, 1);
        try (MemoryWeights weights = Networks2d.random(family, CLASSES)) {
            float[] flat = flat(family, backbone, weights, frame);
            TensorData deep = deep(Inflation.of(weights, Optional.of(backbone), 3), frame, frames);

            double largest = 0;
            for (float value : flat) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).isGreaterThan(0.1);
            int steps = Math.toIntExact(deep.shape().get(2));
            float[] values = deep.toFloatArray();
            assertThat(values).hasSize(flat.length * steps);
            for (int channel = 0; channel < flat.length; channel++) {
                float middle = values[channel * steps + steps / 2];
                assertThat(Math.abs(middle - flat[channel])).isLessThan((float) (1e-4 * largest));
            }
        }
    }

    /** The last block's map, C, T' (its single position in space). */
    private static TensorData deep(Inflation inflation, float[] frame, int frames) {
        try (TorchNetwork network = TorchNetwork.of(inflation.settings(), inflation.weights(), "cpu", Precision.FP32);
                ClipBatch clip = ClipBatch.allocate(1, 3, frames, SIDE, SIDE)) {
            for (int channel = 0; channel < 3; channel++) {
                for (int time = 0; time < frames; time++) {
                    FloatBuffer plane = clip.plane(0, channel, time);
                    plane.put(frame, channel * SIDE * SIDE, SIDE * SIDE);
                }
            }
            List<Stage> stages = network.architecture().stages();
            String last = stages.get(stages.size() - 1).name();
            TensorData block = network.forward(clip, Set.of(last)).endpoint(last);
            assertThat(block.shape()).endsWith(1L, 1L);
            return block;
        }
    }

    private static float[] flat(Network2d family, Backbone backbone, MemoryWeights weights, float[] frame) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor x = Tensor.create(frame, 1, 3, SIDE, SIDE);
            Flat network = new Flat(family, backbone.batchNormEps(), weights);
            return Tensors.copyOf(network.run(backbone.architecture(3, CLASSES).stages(), x))
                    .toFloatArray();
        }
    }

    /** The table read as a 2D network. */
    private record Flat(Network2d family, double eps, MemoryWeights weights) {
        Tensor run(List<Stage> stages, Tensor input) {
            Tensor x = input;
            for (Stage stage : stages) {
                x = run(stage, x);
            }
            return x;
        }

        private Tensor run(Stage stage, Tensor x) {
            if (stage instanceof ConvUnit unit) {
                Tensor padded = padded(x, unit.window());
                long[] stride = {unit.stride().height(), unit.stride().width()};
                Tensor y = torch.conv2d(
                        padded,
                        tensor(unit, Role.KERNEL),
                        new TensorOptional(),
                        stride,
                        new long[] {0, 0},
                        new long[] {1, 1},
                        1);
                return unit.rectified() ? normalised(unit, y).relu() : normalised(unit, y);
            }
            if (stage instanceof MaxPool pool) {
                Tensor padded = padded(x, pool.window());
                return torch.max_pool2d(
                        padded,
                        new long[] {pool.kernel().height(), pool.kernel().width()},
                        new long[] {pool.stride().height(), pool.stride().width()},
                        new long[] {0, 0},
                        new long[] {1, 1},
                        false);
            }
            if (stage instanceof Residual block) {
                Tensor shortcut = block.projection().map(unit -> run(unit, x)).orElse(x);
                return run(block.branch(), x).add(shortcut).relu();
            }
            TensorVector branches = new TensorVector();
            ((Mixed) stage).branches().forEach(branch -> branches.push_back(run(branch, x)));
            return torch.cat(branches, 1);
        }

        /** Zeros never win in max pooling: all maps have gone through ReLU. */
        private static Tensor padded(Tensor x, KernelWindow window) {
            Padding padding = window.padding(new Extent(1, (int) x.size(2), (int) x.size(3)));
            AxisPadding rows = padding.height();
            AxisPadding columns = padding.width();
            return torch.constant_pad_nd(
                    x, new long[] {columns.before(), columns.after(), rows.before(), rows.after()}, new Scalar(0));
        }

        private Tensor normalised(ConvUnit unit, Tensor x) {
            Tensor scale = tensor(unit, Role.GAMMA)
                    .div(tensor(unit, Role.RUNNING_VARIANCE)
                            .add(new Scalar(eps))
                            .sqrt());
            Tensor shift =
                    tensor(unit, Role.BETA).sub(tensor(unit, Role.RUNNING_MEAN).mul(scale));
            return x.mul(scale.view(1, -1, 1, 1)).add(shift.view(1, -1, 1, 1));
        }

        private Tensor tensor(ConvUnit unit, Role role) {
            Parameter parameter = new Parameter(unit.name(), role, List.of());
            TensorData data = weights.read(family.of(parameter).orElseThrow());
            return Tensor.create(data.toFloatArray(), data.shapeArray());
        }
    }

    @Test
    void theHeadIsInflatedToo() {
        try (MemoryWeights weights = Networks2d.random(Network2d.TORCHVISION_GOOGLENET, 5)) {
            TensorData head =
                    Inflation.of(weights, Optional.empty(), 3).weights().require(Role.KERNEL.nameIn(Architecture.HEAD));

            assertThat(head.shape()).containsExactly(5L, 1024L, 1L, 1L, 1L);
            assertThat(head.toFloatArray())
                    .containsExactly(weights.read("fc.weight").toFloatArray());
        }
    }
}
