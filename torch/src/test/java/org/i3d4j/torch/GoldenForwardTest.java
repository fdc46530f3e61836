package org.i3d4j.torch;

import java.io.IOException;
import org.i3d4j.golden.GoldenForward;
import org.i3d4j.network.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenForwardTest {

    @ParameterizedTest
    @CsvSource({
        "rgb16, 0.001",
        "rgb16, 1e-05",
        "flow16, 0.001",
        "rgb16gamma, 0.001",
        "rgbodd, 0.001",
        "batch2, 0.001",
        "rgb17big, 0.001",
        "rgb64, 0.001",
        "r50_8x8, 1e-05",
        "r50_8x8odd, 1e-05",
        "r50_16, 1e-05",
        "r50_odd, 1e-05",
        "r50_mmaction2, 1e-05",
        "r50_heavy, 1e-05",
        "r50_slowfast, 1e-05",
        "r50_windows, 1e-05",
        "r50_pytorchvideo, 1e-05",
        "r50_nl_gaussian, 1e-05",
        "r50_nl_embedded_gaussian, 1e-05",
        "r50_nl_dot_product, 1e-05",
        "r50_8x8_nln, 1e-05",
        "r50_8x8_nlnodd, 1e-05"
    })
    void everyEndpointAgreesWithTheGolden(String name, String eps) throws IOException {
        GoldenForward.of(name, eps)
                .assertAgrees((settings, weights) -> TorchNetwork.of(settings, weights, "cpu", Precision.FP32));
    }
}
