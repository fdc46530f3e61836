package org.i3d4j.cli.bench;

import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.bench.measure.ConvolutionPeak.Convolution;
import org.i3d4j.cli.bench.measure.ConvolutionPeak.Layer;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;

/** What runs networks, and single convolutions to compare them with, on the CPU. */
interface BenchEngine {
    /** Threads that one run uses. */
    int threads();

    void useThreads(int threads);

    /** The caller's to close. */
    Network network(SavedModel model, Precision precision);

    /** One convolution alone, computed as those of {@link #network} are; the caller's to close. */
    Convolution convolution(Layer layer, Precision precision);
}
