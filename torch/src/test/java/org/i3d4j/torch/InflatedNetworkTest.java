package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
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
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.PaddingRule;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.architecture.Stage;
import org.i3d4j.golden.GoldenRandom;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.MemoryWeights;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.naming.Inception2d;
import org.i3d4j.weights.naming.Inflation;
import org.i3d4j.weights.naming.Networks2d;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An inflated network on a clip of one repeated frame against the 2D network on that frame, made of 2D operators. */
class InflatedNetworkTest {
    /** The last block sees 99 frames; that many steps of 8 frames at each end see padding. */
    private static final int FRAMES = 128;

    private static final int SIDE = 32;
    private static final int STEPS = FRAMES / 8;
    private static final int CHANNELS = 1024;

    @BeforeAll
    static void loadLibtorch() {
        TorchRuntime.load();
    }

    @Test
    void repeatedFramesGiveWhatTheFlatNetworkGives() {
        float[] frame = new GoldenRandom(7, "frame").uniform(3 * SIDE * SIDE, -1, 1);
        try (MemoryWeights weights = Networks2d.random(Inception2d.TORCHVISION_GOOGLENET, 5)) {
            float[] flat = flat(weights, frame);
            float[] deep = deep(Inflation.of(weights, 3), frame);

            double largest = 0;
            for (float value : flat) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).isGreaterThan(0.1);
            for (int channel = 0; channel < CHANNELS; channel++) {
                float middle = deep[channel * STEPS + STEPS / 2];
                assertThat(Math.abs(middle - flat[channel])).isLessThan((float) (1e-4 * largest));
            }
        }
    }

    /** The last block's map, C, T' (its single position in space). */
    private static float[] deep(Inflation inflation, float[] frame) {
        try (TorchNetwork network = TorchNetwork.of(inflation.settings(), inflation.weights(), "cpu", Precision.FP32);
                ClipBatch clip = ClipBatch.allocate(1, 3, FRAMES, SIDE, SIDE)) {
            for (int channel = 0; channel < 3; channel++) {
                for (int time = 0; time < FRAMES; time++) {
                    FloatBuffer plane = clip.plane(0, channel, time);
                    plane.put(frame, channel * SIDE * SIDE, SIDE * SIDE);
                }
            }
            TensorData block = network.forward(clip, Set.of("Mixed_5c")).endpoint("Mixed_5c");
            assertThat(block.shape()).containsExactly(1L, (long) CHANNELS, (long) STEPS, 1L, 1L);
            return block.toFloatArray();
        }
    }

    private static float[] flat(MemoryWeights weights, float[] frame) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor x = Tensor.create(frame, 1, 3, SIDE, SIDE);
            return Tensors.copyOf(new Flat(weights).run(InceptionTable.of(3, 5).stages(), x))
                    .toFloatArray();
        }
    }

    /** The table read as a 2D network. */
    private record Flat(MemoryWeights weights) {
        Tensor run(List<Stage> stages, Tensor input) {
            Tensor x = input;
            for (Stage stage : stages) {
                x = run(stage, x);
            }
            return x;
        }

        private Tensor run(Stage stage, Tensor x) {
            if (stage instanceof ConvUnit unit) {
                Tensor padded = padded(x, unit.kernel(), unit.stride());
                long[] stride = {unit.stride().height(), unit.stride().width()};
                Tensor y = torch.conv2d(
                        padded,
                        tensor(unit, Role.KERNEL),
                        new TensorOptional(),
                        stride,
                        new long[] {0, 0},
                        new long[] {1, 1},
                        1);
                return normalised(unit, y).relu();
            }
            if (stage instanceof MaxPool pool) {
                Tensor padded = padded(x, pool.kernel(), pool.stride());
                return torch.max_pool2d(
                        padded,
                        new long[] {pool.kernel().height(), pool.kernel().width()},
                        new long[] {pool.stride().height(), pool.stride().width()},
                        new long[] {0, 0},
                        new long[] {1, 1},
                        false);
            }
            TensorVector branches = new TensorVector();
            ((Mixed) stage).branches().forEach(branch -> branches.push_back(run(branch, x)));
            return torch.cat(branches, 1);
        }

        /** Zeros never win in max pooling: all maps have gone through ReLU. */
        private static Tensor padded(Tensor x, Extent kernel, Extent stride) {
            AxisPadding rows = PaddingRule.SAME.of((int) x.size(2), kernel.height(), stride.height());
            AxisPadding columns = PaddingRule.SAME.of((int) x.size(3), kernel.width(), stride.width());
            return torch.constant_pad_nd(
                    x, new long[] {columns.before(), columns.after(), rows.before(), rows.after()}, new Scalar(0));
        }

        private Tensor normalised(ConvUnit unit, Tensor x) {
            Tensor scale = tensor(unit, Role.GAMMA)
                    .div(tensor(unit, Role.RUNNING_VARIANCE)
                            .add(new Scalar(1e-3))
                            .sqrt());
            Tensor shift =
                    tensor(unit, Role.BETA).sub(tensor(unit, Role.RUNNING_MEAN).mul(scale));
            return x.mul(scale.view(1, -1, 1, 1)).add(shift.view(1, -1, 1, 1));
        }

        private Tensor tensor(ConvUnit unit, Role role) {
            Parameter parameter = new Parameter(unit.name(), role, List.of());
            TensorData data =
                    weights.read(Inception2d.TORCHVISION_GOOGLENET.of(parameter).orElseThrow());
            return Tensor.create(data.toFloatArray(), data.shapeArray());
        }
    }

    @Test
    void theHeadIsInflatedToo() {
        try (MemoryWeights weights = Networks2d.random(Inception2d.TORCHVISION_GOOGLENET, 5)) {
            TensorData head = Inflation.of(weights, 3).weights().require(Role.KERNEL.nameIn(Architecture.HEAD));

            assertThat(head.shape()).containsExactly(5L, 1024L, 1L, 1L, 1L);
            assertThat(head.toFloatArray())
                    .containsExactly(weights.read("fc.weight").toFloatArray());
        }
    }
}
