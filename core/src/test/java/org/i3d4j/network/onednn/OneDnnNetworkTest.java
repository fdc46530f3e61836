package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Logits;
import org.i3d4j.network.LogitsDifference;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Step;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneDnnNetworkTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 5);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);

    @BeforeEach
    void runsHere() {
        assumeTrue(OneDnn.obstacle(Precision.FP32).isEmpty());
    }

    /** Wide enough for what random weights make of random clips. */
    private static ActivationRanges ranges() {
        Map<String, Float> ranges = new HashMap<>();
        SETTINGS.architecture().units().forEach(unit -> ranges.put(unit.name(), 20f));
        ranges.put(ActivationRanges.INPUT, 1f);
        return new ActivationRanges(ranges);
    }

    private static Network network(Precision precision) {
        assumeTrue(OneDnn.obstacle(precision).isEmpty());
        return new OneDnnNetwork(SETTINGS, WEIGHTS, ranges(), precision);
    }

    /**
     * What is made of one clip does not depend on those beside it: the logits are equal to rounding. oneDNN cuts its sums up by
     * the shape and by the caches of the machine; what that changes in the last place, bfloat16 rounds to its three digits,
     * and these random weights make it grow: a tenth of what bfloat16 is off by as it is.
     */
    @MachineArithmetic
    @ParameterizedTest
    @EnumSource(Precision.class)
    void clipsOfABatchGiveWhatTheyGiveAlone(Precision precision) {
        try (Network network = network(precision);
                ClipBatch three = GoldenClips.batch(5, 3, 3, 9, 40, 36);
                ClipBatch one = ClipBatch.allocate(1, 3, 9, 40, 36)) {
            Logits together = network.forward(three);
            float tolerance = precision == Precision.BF16 ? 0.1f : 1e-5f;
            for (int clip = 0; clip < 3; clip++) {
                Pointer.memcpy(
                        one.pointer(),
                        three.pointer().getPointer(clip * three.clipValues()),
                        three.clipValues() * Float.BYTES);
                float[] alone = network.forward(one).row(0);
                for (int i = 0; i < alone.length; i++) {
                    assertThat(together.row(clip)[i]).as("clip %d", clip).isCloseTo(alone[i], within(tolerance));
                }
            }
        }
    }

    /** An odd width has a column left over, so that clips are read by another way than those of even width. */
    @MachineArithmetic
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"BF16", "INT8"})
    void oddWidthsAreReadAsWell(Precision precision) {
        try (Network exact = network(Precision.FP32);
                Network network = network(precision);
                ClipBatch odd = GoldenClips.batch(5, 1, 3, 9, 33, 37)) {
            assertThat(LogitsDifference.of(exact.forward(odd), network.forward(odd))
                            .relative())
                    .isLessThan(precision == Precision.BF16 ? 0.1 : 0.5);
        }
    }

    @MachineArithmetic
    @ParameterizedTest
    @EnumSource(Precision.class)
    void noStepIsLeftToTheReferenceCode(Precision precision) {
        assumeTrue(OneDnn.obstacle(precision).isEmpty());
        try (OneDnnNetwork network = new OneDnnNetwork(SETTINGS, WEIGHTS, ranges(), precision);
                ClipBatch one = GoldenClips.batch(5, 1, 3, 16, 112, 112);
                ClipBatch two = GoldenClips.batch(5, 2, 3, 8, 32, 32)) {
            assertThat(network.plan(one).steps()).noneMatch(Step::isSlow).hasSizeGreaterThan(40);
            assertThat(network.plan(two).steps()).noneMatch(Step::isSlow);
        }
    }

    /** As many shapes as are remembered come and go, and native memory with them. */
    @Test
    void shapesComeAndGo() {
        try (Network network = network(Precision.FP32)) {
            for (int round = 0; round < 2; round++) {
                for (int width = 32; width < 32 + 20; width++) {
                    try (ClipBatch clips = GoldenClips.batch(5, 1, 3, 8, 32, width)) {
                        assertThat(network.forward(clips).row(0)).doesNotContain(Float.NaN);
                    }
                }
            }
        }
    }

    @Test
    void nothingNativeIsLeftBehind() {
        try (ClipBatch clips = GoldenClips.batch(5, 1, 3, 8, 32, 32)) {
            useOnce(clips);
            long before = Pointer.totalCount();
            for (int i = 0; i < 3; i++) {
                useOnce(clips);
            }
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
        }
    }

    @Test
    void aNetworkThatCantBeMadeLeavesNothingBehind() {
        Map<String, TensorData> tensors = new HashMap<>(WEIGHTS.asMap());
        String scale = tensors.keySet().stream()
                .filter(name -> name.startsWith("Mixed_5c") && name.endsWith("bn.weight"))
                .findFirst()
                .orElseThrow();
        float[] infinite = new float[(int) WEIGHTS.require(scale).size()];
        Arrays.fill(infinite, Float.POSITIVE_INFINITY);
        tensors.put(scale, TensorData.of(infinite, infinite.length));
        StateDict broken = new StateDict(tensors);
        assertThatThrownBy(() -> new OneDnnNetwork(SETTINGS, broken, ranges(), Precision.FP32))
                .isInstanceOf(WeightsException.class);
        long before = Pointer.totalCount();

        assertThatThrownBy(() -> new OneDnnNetwork(SETTINGS, broken, ranges(), Precision.FP32))
                .isInstanceOf(WeightsException.class);

        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    private static void useOnce(ClipBatch clips) {
        try (Network network = network(Precision.FP32)) {
            network.forward(clips, Set.of("Mixed_3b", "Logits"));
            network.forward(clips);
        }
    }

    @Test
    void rangesThatAreMissingAreNamed() {
        assumeTrue(OneDnn.obstacle(Precision.INT8).isEmpty());
        assertThatThrownBy(() -> {
                    try (Network network = new OneDnnNetwork(SETTINGS, WEIGHTS, ActivationRanges.NONE, Precision.INT8);
                            ClipBatch clips = GoldenClips.batch(5, 1, 3, 8, 32, 32)) {
                        network.forward(clips);
                    }
                })
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(Advice.CALIBRATE.toString());
    }

    @Test
    void clipsOfOtherChannelsAreRefused() {
        try (Network network = network(Precision.FP32);
                ClipBatch flow = GoldenClips.batch(5, 1, 2, 8, 32, 32);
                ClipBatch small = GoldenClips.batch(5, 1, 3, 7, 32, 32)) {
            assertThatThrownBy(() -> network.forward(flow))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("2 channels (optical flow); the network takes 3 channels (RGB)");
            assertThatThrownBy(() -> network.forward(small))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("7x32x32");
            assertThatThrownBy(() -> network.forward(small, Set.of("Mixed_9z")))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("unknown endpoint 'Mixed_9z'");
        }
    }
}
