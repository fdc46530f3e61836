package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.DeviceException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Step;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonLocalNetworkTest {
    private static ModelSettings settings(Backbone backbone) {
        return ModelSettings.of(3, 5).of(backbone);
    }

    @MachineArithmetic
    @ParameterizedTest
    @CsvSource({
        "RESNET_50_NL_GAUSSIAN, FP32",
        "RESNET_50_NL_GAUSSIAN, BF16",
        "RESNET_50_NL_DOT_PRODUCT, FP32",
        "RESNET_50_NL_DOT_PRODUCT, BF16",
        "RESNET_50_8X8_NLN, FP32",
        "RESNET_50_8X8_NLN, BF16"
    })
    void noStepIsLeftToTheReferenceCode(Backbone backbone, Precision precision) {
        assumeTrue(OneDnn.obstacle(precision).isEmpty());
        ModelSettings settings = settings(backbone);
        try (OneDnnNetwork network = new OneDnnNetwork(
                        settings, GoldenModel.weights(settings, 1, false), ActivationRanges.NONE, precision);
                ClipBatch one = GoldenClips.batch(5, 1, 3, 16, 112, 112);
                ClipBatch two = GoldenClips.batch(5, 2, 3, 9, 35, 47)) {
            assertThat(network.plan(one).steps()).noneMatch(Step::isSlow).hasSizeGreaterThan(60);
            assertThat(network.plan(two).steps()).noneMatch(Step::isSlow);
        }
    }

    @Test
    void productsAreNotForIntegers() {
        assertThatThrownBy(() -> OneDnnNetwork.arithmetic(
                        settings(Backbone.RESNET_50_8X8_NLN), ActivationRanges.NONE, Precision.INT8))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("int8: i3d_r50_8x8_nln has non-local blocks")
                .hasMessageContaining("use bf16");
    }
}
