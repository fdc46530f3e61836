package org.i3d4j.bench.network;

import org.i3d4j.bench.measure.Timing;

/**
 * What a network took.
 *
 * @param engine that computed, with its precision
 * @param operations floating-point operations of a run, two for a multiply-add of the convolutions
 * @param timing of the runs
 */
public record ComputeTimes(String engine, double operations, Timing timing) {}
