package org.i3d4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.bench.measure.ConvolutionPeak.Convolution;
import org.i3d4j.bench.measure.ConvolutionPeak.Layer;
import org.junit.jupiter.api.Test;

class ConvolutionPeakTest {
    private static final Architecture TABLE = InceptionTable.of(3, 400);

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> ran = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    @Test
    void candidatesReadTheMapsOfThePublishedClip() {
        assertThat(ConvolutionPeak.candidates(TABLE))
                .extracting(layer -> layer.unit().name() + " " + layer.input())
                .containsExactly("Conv3d_2c_3x3 32x56x56", "Mixed_3b.b1b 32x28x28", "Mixed_3c.b1b 32x28x28");
    }

    @Test
    void countsTwoOperationsForAMultiplyAdd() {
        Layer layer = ConvolutionPeak.candidates(TABLE).get(0);

        assertThat(layer.operations()).isEqualTo(2.0 * 27 * 64 * 192 * 32 * 56 * 56);
    }

    @Test
    void keepsTheFastestLayerByItsMedianInTurnWithTheNetwork() {
        Stopwatch stopwatch = new Stopwatch(0, 3, nanos::get);
        double operations = 2.0 * 27 * 96 * 128 * 32 * 28 * 28;

        ConvolutionPeak peak =
                ConvolutionPeak.measure(TABLE, stopwatch, 3 * operations, () -> take("network", 60), this::ready);

        assertThat(peak.layer()).isEqualTo("Mixed_3b.b1b");
        assertThat(peak.input()).isEqualTo(new Extent(32, 28, 28));
        assertThat(peak.gflops()).isCloseTo(operations / 0.010 / 1e9, within(1e-6));
        assertThat(peak.share()).isCloseTo(0.5, within(1e-9));
        assertThat(ran.subList(0, 5))
                .containsExactly("network", "Conv3d_2c_3x3", "Mixed_3b.b1b", "Mixed_3c.b1b", "network");
        assertThat(closed).containsExactlyInAnyOrder("Conv3d_2c_3x3", "Mixed_3b.b1b", "Mixed_3c.b1b");
    }

    private void take(String name, int millis) {
        ran.add(name);
        nanos.addAndGet(millis * 1_000_000L);
    }

    /** Mixed_3b.b1b takes 30, 5 and 10 ms, all others a second. */
    private Convolution ready(Layer layer) {
        String name = layer.unit().name();
        List<Integer> millis = new ArrayList<>(List.of(30, 5, 10));
        return new Convolution() {
            @Override
            public void run() {
                take(name, name.equals("Mixed_3b.b1b") ? millis.remove(0) : 1000);
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }
}
