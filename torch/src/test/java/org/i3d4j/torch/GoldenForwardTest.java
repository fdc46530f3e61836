package org.i3d4j.torch;

import java.io.IOException;
import org.i3d4j.golden.GoldenForward;
import org.i3d4j.network.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenForwardTest {

    @ParameterizedTest
    @MethodSource("org.i3d4j.golden.GoldenForward#passes")
    void everyEndpointAgreesWithTheGolden(String name, String eps) throws IOException {
        GoldenForward.of(name, eps)
                .assertAgrees((settings, weights) -> TorchNetwork.of(settings, weights, "cpu", Precision.FP32));
    }
}
