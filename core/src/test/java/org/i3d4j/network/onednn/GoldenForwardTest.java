package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Set;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.golden.GoldenForward;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@MachineArithmetic
class GoldenForwardTest {

    @ParameterizedTest
    @MethodSource("org.i3d4j.golden.GoldenForward#passes")
    void everyEndpointAgreesWithTheGolden(String name, String eps) throws IOException {
        assumeTrue(OneDnn.obstacle(Precision.FP32).isEmpty());
        GoldenForward.of(name, eps)
                .assertAgrees((settings, weights) ->
                        new OneDnnNetwork(settings, weights, ActivationRanges.NONE, Precision.FP32));
    }

    /** bfloat16 keeps 8 bits of a value, and random weights amplify what is rounded about tenfold: float16, of 11, is off by 4e-3. */
    @ParameterizedTest
    @CsvSource({"rgb16, 0.001", "flow16, 0.001", "rgbodd, 0.001", "batch2, 0.001", "rgb17big, 0.001", "rgb64, 0.001"})
    void bfloat16IsNearTheGolden(String name, String eps) throws IOException {
        assumeTrue(OneDnn.obstacle(Precision.BF16).isEmpty());
        GoldenForward golden = GoldenForward.of(name, eps);
        try (Network network =
                        new OneDnnNetwork(golden.settings(), golden.weights(), ActivationRanges.NONE, Precision.BF16);
                ClipBatch clips = golden.clips()) {
            assertThat(golden.logitsError(network.forward(clips, Set.of()))).isLessThan(6e-2);
        }
    }
}
