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
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.error.Advice;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenForward;
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
