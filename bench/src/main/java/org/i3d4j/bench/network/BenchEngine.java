package org.i3d4j.bench.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.bench.measure.ConvolutionPeak;
import org.i3d4j.bench.measure.ConvolutionPeak.Convolution;
import org.i3d4j.bench.measure.ConvolutionPeak.Layer;
import org.i3d4j.bench.measure.Machine;
import org.i3d4j.bench.measure.Stopwatch;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.error.DeviceException;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.training.OwnThread;
import org.i3d4j.torch.TorchRuntime;

/** What runs networks, and single convolutions to compare them with, on the CPU. */
public interface BenchEngine {
    /**
     * The engine that computes networks so.
     *
     * @throws DeviceException if none does
     */
    static BenchEngine of(Compute compute) {
        boolean libtorch = Engines.onClassPath().chosen(compute) == Engine.LIBTORCH;
        return libtorch ? new LibtorchEngine() : new OneDnnEngine(compute.deterministic());
    }

    /** The machine that this runs on, as the engines see it. */
    static Machine machine() {
        Map<String, String> engines = new LinkedHashMap<>();
        engines.put("onednn", OneDnn.version());
        engines.put("libtorch", TorchRuntime.version());
        return Machine.here(OneDnn.instructionSet(), engines);
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

    /**
     * What this engine reaches on one convolution, in turn with a whole network: in a thread for which no other engine has set
     * OpenMP's number.
     *
     * @param operations of one run of {@code whole}, a multiply-add being two
     */
    default ConvolutionPeak convolutionPeak(
            Precision precision, Stopwatch stopwatch, double operations, Runnable whole) {
        try (OwnThread thread = new OwnThread("i3d-convolution-peak")) {
            return ConvolutionPeak.measure(
                    ModelSettings.of(3, 400).architecture(),
                    stopwatch,
                    operations,
                    whole,
                    layer -> inThread(thread, thread.call(() -> convolution(layer, precision))));
        }
    }

    private static Convolution inThread(OwnThread thread, Convolution convolution) {
        return new Convolution() {
            @Override
            public void run() {
                thread.run(convolution::run);
            }

            @Override
            public void close() {
                thread.run(convolution::close);
            }
        };
    }
}
