package org.i3d4j.bench.network;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.i3d4j.bench.measure.ConvolutionPeak;
import org.i3d4j.bench.measure.PeakMemory;
import org.i3d4j.bench.measure.Stopwatch;
import org.i3d4j.bench.measure.Timing;
import org.i3d4j.network.Precision;

/**
 * Times a network, then again in turn with single convolutions.
 *
 * @param engine that runs the convolutions
 * @param precision of them
 * @param runs of the network alone
 * @param peakRuns of the network and of each convolution, in turn; empty to leave them out
 */
public record NetworkStopwatch(BenchEngine engine, Precision precision, Stopwatch runs, Optional<Stopwatch> peakRuns) {

    /**
     * Runs the network.
     *
     * @param name of the network
     * @param engineName what computes it, asked for after the runs
     * @param operations of one run, a multiply-add being two
     */
    ComputeTimes time(String name, Supplier<String> engineName, double operations, Runnable network) {
        Timing timing = runs.time(network);
        // Ahead of the convolutions, whose memory isn't the network's.
        OptionalLong memory = PeakMemory.bytes();
        Optional<ConvolutionPeak> peak =
                peakRuns.map(rounds -> engine.convolutionPeak(precision, rounds, operations, network));
        return new ComputeTimes(name, engineName.get(), operations, timing, memory, peak, List.of());
    }
}
