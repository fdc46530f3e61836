package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.error.Advice;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenForward;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Logits;
import org.i3d4j.network.LogitsDifference;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.calibration.RangeRule;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@MachineArithmetic
class CalibrationTest {

    @BeforeEach
    void needFastCode() {
        assumeTrue(OneDnn.obstacle(Precision.FP32).isEmpty());
        assumeTrue(OneDnn.obstacle(Precision.INT8).isEmpty());
    }

    private static ActivationRanges calibrated(GoldenForward golden, RangeRule rule) {
        try (CalibratingNetwork network = new CalibratingNetwork(golden.settings(), golden.weights());
                ClipBatch clips = golden.clips()) {
            network.forward(clips);
            return network.ranges(rule);
        }
    }

    private static Network quantized(GoldenForward golden, ActivationRanges ranges) {
        return new OneDnnNetwork(golden.settings(), golden.weights(), ranges, Precision.INT8);
    }

    /**
     * 7 bits of a weight and 8 of a value, where bfloat16 keeps 8 of both; random weights amplify what is rounded. Without VNNI
     * weights are rounded to up to twice as large steps.
     */
    @ParameterizedTest
    @ValueSource(strings = {"rgb16", "flow16", "rgbodd", "batch2"})
    void eightBitsCalibratedOnTheClipAreNearTheGolden(String name) throws IOException {
        GoldenForward golden = GoldenForward.of(name, "0.001");
        try (Network network = quantized(golden, calibrated(golden, RangeRule.max()));
                ClipBatch clips = golden.clips()) {
            assertThat(golden.logitsError(network.forward(clips, Set.of())))
                    .isLessThan(OneDnn.sumsProductsOfBytesExactly() ? 0.13 : 0.18);
        }
    }

    /** There are more roundings one behind the other than in Inception's blocks: bfloat16 is off by up to 0.1 here. */
    @ParameterizedTest
    @ValueSource(strings = {"r50_8x8odd", "r50_16"})
    void eightBitsOfResidualBlocksAreNearTheGolden(String name) throws IOException {
        GoldenForward golden = GoldenForward.of(name, "1e-05");
        try (Network network = quantized(golden, calibrated(golden, RangeRule.max()));
                ClipBatch clips = golden.clips()) {
            assertThat(golden.logitsError(network.forward(clips, Set.of())))
                    .isLessThan(OneDnn.sumsProductsOfBytesExactly() ? 0.32 : 0.38);
        }
    }

    /** What branches put out is made small, so that little is amplified and shortcuts, exact but for one rounding, are most of each sum. */
    @ParameterizedTest
    @EnumSource(
            value = Backbone.class,
            names = {"RESNET_50", "RESNET_50_8X8"})
    void eightBitsOfWeakResidualBranchesAreNearFloat32(Backbone backbone) {
        ModelSettings settings = new ModelSettings(backbone, 3, 5, 1e-5, 0.1, 0.5);
        Map<String, TensorData> weights =
                new LinkedHashMap<>(GoldenModel.weights(settings, 1, false).asMap());
        settings.architecture()
                .units()
                .filter(unit -> unit.name().endsWith(".conv3"))
                .forEach(unit -> weights.put(Role.GAMMA.nameIn(unit.name()), filled(unit.channels(), 0.1f)));
        StateDict weak = new StateDict(weights);
        try (CalibratingNetwork floats = new CalibratingNetwork(settings, weak);
                ClipBatch clips = GoldenClips.batch(5, 2, 3, 9, 71, 45)) {
            Logits wanted = floats.forward(clips);
            ActivationRanges ranges = floats.ranges(RangeRule.max());
            try (Network network = new OneDnnNetwork(settings, weak, ranges, Precision.INT8)) {
                assertThat(LogitsDifference.of(wanted, network.forward(clips)).relative())
                        .isLessThan(0.06);
            }
        }
    }

    private static TensorData filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return TensorData.of(values, count);
    }

    /** A projection's values have signs, so that its range is that of their sizes; what ends a block has the sum's. */
    @Test
    void residualBlocksHaveTheRangesOfWhatTheyPutOut() throws IOException {
        GoldenForward golden = GoldenForward.of("r50_8x8", "1e-05");
        ActivationRanges ranges = calibrated(golden, RangeRule.max());

        ranges.require(golden.settings().architecture());
        assertThat(ranges.largest()).hasSize(54);
        try (Network network =
                        new OneDnnNetwork(golden.settings(), golden.weights(), ActivationRanges.NONE, Precision.FP32);
                ClipBatch clips = golden.clips()) {
            Set<String> blocks = Set.of("layer1.0", "layer1.1");
            Activations seen = network.forward(clips, blocks);
            for (String block : blocks) {
                assertThat(ranges.of(block + ".conv3")).isEqualTo(largest(seen.endpoint(block)));
            }
        }
    }

    /** A network that was calibrated on black clips alone: maps that are 0 everywhere. */
    @Test
    void zerosAreComputedExactly() {
        ModelSettings settings = new ModelSettings(Backbone.RESNET_50_8X8, 3, 5, 1e-5, 0.1, 0.5);
        Map<String, TensorData> weights =
                new LinkedHashMap<>(GoldenModel.weights(settings, 1, false).asMap());
        Parameter.of(settings.architecture()).stream()
                .filter(parameter -> parameter.role() == Role.BETA || parameter.role() == Role.RUNNING_MEAN)
                .forEach(parameter -> weights.put(parameter.name(), filled((int) parameter.size(), 0)));
        StateDict unbiased = new StateDict(weights);
        try (CalibratingNetwork floats = new CalibratingNetwork(settings, unbiased);
                ClipBatch black = ClipBatch.allocate(1, 3, 4, 40, 36)) {
            Pointer.memset(black.pointer(), 0, black.clipValues() * Float.BYTES);
            Logits wanted = floats.forward(black);
            ActivationRanges ranges = floats.ranges(RangeRule.percentile(99.999));
            try (Network network = new OneDnnNetwork(settings, unbiased, ranges, Precision.INT8)) {
                assertThat(network.forward(black).row(0)).isEqualTo(wanted.row(0));
            }
        }
    }

    @Test
    void everyUnitAndTheClipHaveTheirLargestValue() throws IOException {
        GoldenForward golden = GoldenForward.of("rgb16", "0.001");
        ActivationRanges ranges = calibrated(golden, RangeRule.max());

        ranges.require(golden.settings().architecture());
        assertThat(ranges.largest()).hasSize(58);
        try (Network network =
                        new OneDnnNetwork(golden.settings(), golden.weights(), ActivationRanges.NONE, Precision.FP32);
                ClipBatch clips = golden.clips()) {
            String stem = ((ConvUnit) network.architecture().stages().get(0)).name();
            Activations seen = network.forward(clips, Set.of(stem, "Mixed_3b"));

            assertThat(ranges.of(ActivationRanges.INPUT)).isEqualTo(largest(clips));
            assertThat(ranges.of(stem)).isEqualTo(largest(seen.endpoint(stem)));
            float block = 0;
            for (String branch : Set.of("b0", "b1b", "b2b", "b3b")) {
                block = Math.max(block, ranges.of("Mixed_3b." + branch));
            }
            assertThat(block).isEqualTo(largest(seen.endpoint("Mixed_3b")));
        }
    }

    private static float largest(ClipBatch clips) {
        float largest = 0;
        for (int channel = 0; channel < clips.channels(); channel++) {
            for (int frame = 0; frame < clips.frames(); frame++) {
                var plane = clips.plane(0, channel, frame);
                while (plane.hasRemaining()) {
                    largest = Math.max(largest, Math.abs(plane.get()));
                }
            }
        }
        return largest;
    }

    private static float largest(TensorData map) {
        float largest = 0;
        for (float value : map.toFloatArray()) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /** Half of the unit's 24 channels are 1, half are 2; with the 8 of zeros that fill its block up, most were below 2. */
    @Test
    void channelsThatFillUpABlockDontCount() throws IOException {
        GoldenForward golden = GoldenForward.of("rgb16", "0.001");
        Map<String, TensorData> weights = new LinkedHashMap<>(golden.weights().asMap());
        float[] onesAndTwos = new float[24];
        Arrays.fill(onesAndTwos, 0, 12, 1);
        Arrays.fill(onesAndTwos, 12, 24, 2);
        weights.put(Role.GAMMA.nameIn("Mixed_4c.b2a"), TensorData.of(new float[24], 24));
        weights.put(Role.BETA.nameIn("Mixed_4c.b2a"), TensorData.of(onesAndTwos, 24));

        try (CalibratingNetwork network = new CalibratingNetwork(golden.settings(), new StateDict(weights));
                ClipBatch clips = golden.clips()) {
            network.forward(clips);
            assertThat(network.ranges(RangeRule.percentile(55)).of("Mixed_4c.b2a"))
                    .isEqualTo(2);
            assertThat(network.ranges(RangeRule.percentile(45)).of("Mixed_4c.b2a"))
                    .isCloseTo(1, within(1e-3f));
        }
    }

    @Test
    void aBatchGivesWhatItsClipsGive() throws IOException {
        GoldenForward golden = GoldenForward.of("batch2", "0.001");
        try (Network network = quantized(golden, calibrated(golden, RangeRule.max()));
                ClipBatch both = golden.clips()) {
            Logits together = network.forward(both);
            for (int clip = 0; clip < both.clips(); clip++) {
                try (ClipBatch one = copyOf(both, clip)) {
                    Logits alone = network.forward(one);
                    Logits row = new Logits(together.row(clip), together.classes());
                    assertThat(LogitsDifference.of(alone, row).relative()).isCloseTo(0, within(1e-6));
                }
            }
        }
    }

    private static ClipBatch copyOf(ClipBatch clips, int clip) {
        ClipBatch one = ClipBatch.allocate(1, clips.channels(), clips.frames(), clips.height(), clips.width());
        for (int channel = 0; channel < clips.channels(); channel++) {
            for (int frame = 0; frame < clips.frames(); frame++) {
                one.plane(0, channel, frame).put(clips.plane(clip, channel, frame));
            }
        }
        return one;
    }

    @Test
    void countingChangesNothing() throws IOException {
        GoldenForward.of("batch2", "0.001").assertAgrees(CalibratingNetwork::new);
    }

    @Test
    void aRangeThatIsMissingIsNamedBeforeAnythingRuns() throws IOException {
        GoldenForward golden = GoldenForward.of("rgb16", "0.001");

        assertThatThrownBy(() -> quantized(golden, ActivationRanges.NONE).close())
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("no activation range of input", Advice.CALIBRATE.toString());
    }

    @Test
    void withoutClipsThereAreNoRanges() throws IOException {
        GoldenForward golden = GoldenForward.of("rgb16", "0.001");
        try (CalibratingNetwork network = new CalibratingNetwork(golden.settings(), golden.weights())) {
            assertThatThrownBy(() -> network.ranges(RangeRule.max())).isInstanceOf(IllegalStateException.class);
        }
    }
}
