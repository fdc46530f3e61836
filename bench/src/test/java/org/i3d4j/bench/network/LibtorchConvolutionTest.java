package org.i3d4j.bench.network;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.bench.measure.ConvolutionPeak.Convolution;
import org.i3d4j.bench.measure.ConvolutionPeak.Layer;
import org.i3d4j.network.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LibtorchConvolutionTest {
    @ParameterizedTest
    @EnumSource(names = {"FP32", "BF16"})
    void runsAgainAndAgain(Precision precision) {
        ConvUnit unit = new ConvUnit("unit", 16, 32, Extent.cube(3), Extent.cube(1));
        LibtorchEngine engine = new LibtorchEngine();

        assertThatNoException().isThrownBy(() -> {
            try (Convolution convolution = engine.convolution(new Layer(unit, new Extent(4, 6, 8)), precision)) {
                convolution.run();
                convolution.run();
            }
        });
    }
}
