package org.i3d4j.bench.network;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.i3d4j.bench.measure.ConvolutionPeak;
import org.i3d4j.bench.measure.Timing;
import org.i3d4j.network.LayerChoice;

/**
 * What a network took.
 *
 * @param network as checkpoints call it
 * @param engine that computed, with its precision
 * @param operations floating-point operations of a run, two for a multiply-add of the convolutions
 * @param timing of the runs
 * @param peakMemoryBytes of the process until the last of them; empty where that is not known
 * @param peak what one convolution alone reached; empty where that was left out
 * @param choices how layers were computed that can be in several ways
 */
public record ComputeTimes(
        String network,
        String engine,
        double operations,
        Timing timing,
        OptionalLong peakMemoryBytes,
        Optional<ConvolutionPeak> peak,
        List<LayerChoice> choices) {
    public ComputeTimes {
        choices = List.copyOf(choices);
    }

    ComputeTimes withChoices(List<LayerChoice> made) {
        return new ComputeTimes(network, engine, operations, timing, peakMemoryBytes, peak, made);
    }
}
