package org.i3d4j.bench.network;

import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.bench.measure.ConvolutionPeak;
import org.i3d4j.bench.measure.ConvolutionPeak.Convolution;
import org.i3d4j.bench.measure.ConvolutionPeak.Layer;
import org.i3d4j.bench.measure.Stopwatch;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.error.DeviceException;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.training.OwnThread;

/** What runs networks, and single convolutions to compare them with, on the CPU. */
public interface BenchEngine {
    /**
     * The engine that computes networks so.
     *
     * @throws DeviceException if none does
     */
    static BenchEngine of(Compute compute) {
        boolean libtorch = Engines.onClassPath().chosen(compute) == Engine.LIBTORCH;
        return libtorch ? new LibtorchEngine() : new OneDnnEngine();
    }

    /** Threads that one run uses. */
    int threads();

    /**
     * From now on.
     *
     * @throws DeviceException if the number can't be changed any more
     */
    void useThreads(int threads);

    /** The caller's to close. */
    Network network(SavedModel model, Precision precision);

    /** One convolution alone, computed as those of {@link #network} are; the caller's to close. */
    Convolution convolution(Layer layer, Precision precision);

    /** What this engine reaches on one convolution; measured now, in a thread for which no other engine has set OpenMP's number. */
    default ConvolutionPeak convolutionPeak(Precision precision, Stopwatch stopwatch) {
        try (OwnThread thread = new OwnThread("i3d-convolution-peak")) {
            return thread.call(() -> ConvolutionPeak.measure(
                    ModelSettings.of(3, 400).architecture(), stopwatch, layer -> convolution(layer, precision)));
        }
    }
}
