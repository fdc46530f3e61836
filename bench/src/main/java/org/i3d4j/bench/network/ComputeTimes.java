package org.i3d4j.bench.network;

import java.util.Optional;
import java.util.OptionalLong;
import org.i3d4j.bench.measure.ConvolutionPeak;
import org.i3d4j.bench.measure.Timing;

/**
 * What a network took.
 *
 * @param engine that computed, with its precision
 * @param operations floating-point operations of a run, two for a multiply-add of the convolutions
 * @param timing of the runs
 * @param peakMemoryBytes of the process until the last of them; empty where that is not known
 * @param peak what one convolution alone reached; empty where that was left out
 */
public record ComputeTimes(
        String engine,
        double operations,
        Timing timing,
        OptionalLong peakMemoryBytes,
        Optional<ConvolutionPeak> peak) {}
