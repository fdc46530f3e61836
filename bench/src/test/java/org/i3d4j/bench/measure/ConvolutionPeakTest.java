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
    void keepsTheFastestLayerByItsShortestRun() {
        Stopwatch stopwatch = new Stopwatch(0, 2, nanos::get);

        ConvolutionPeak peak = ConvolutionPeak.measure(TABLE, stopwatch, this::taking);

        double operations = 2.0 * 27 * 96 * 128 * 32 * 28 * 28;
        assertThat(peak.layer()).isEqualTo("Mixed_3b.b1b");
        assertThat(peak.input()).isEqualTo(new Extent(32, 28, 28));
        assertThat(peak.gflops()).isCloseTo(operations / 0.010 / 1e9, within(1e-6));
        assertThat(closed).containsExactly("Conv3d_2c_3x3", "Mixed_3b.b1b", "Mixed_3c.b1b");
    }

    /** Mixed_3b.b1b takes 10 and 30 ms, all others a second. */
    private Convolution taking(Layer layer) {
        String name = layer.unit().name();
        List<Long> runNanos = new ArrayList<>(List.of(10_000_000L, 30_000_000L));
        return new Convolution() {
            @Override
            public void run() {
                nanos.addAndGet(name.equals("Mixed_3b.b1b") ? runNanos.remove(0) : 1_000_000_000L);
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }
}
