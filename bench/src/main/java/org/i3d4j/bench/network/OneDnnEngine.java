package org.i3d4j.bench.network;

import java.util.Objects;
import org.i3d4j.bench.measure.ConvolutionPeak.Convolution;
import org.i3d4j.bench.measure.ConvolutionPeak.Layer;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.error.DeviceException;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.OneDnnConvolution;
import org.i3d4j.network.onednn.plan.OneDnn;

/** oneDNN, which the network is used on. */
final class OneDnnEngine implements BenchEngine {
    private final boolean deterministic;

    /** @param deterministic as {@link Compute} has it */
    OneDnnEngine(boolean deterministic) {
        this.deterministic = deterministic;
    }

    @Override
    public int threads() {
        return OneDnn.threads();
    }

    /** @throws DeviceException if the process was started for another number: it can't be changed any more */
    @Override
    public void useThreads(int threads) {
        if (!Objects.equals(System.getenv(OneDnn.THREADS), String.valueOf(threads))) {
            throw new DeviceException("oneDNN takes its number of threads from the environment variable "
                    + OneDnn.THREADS + " when the process starts; start it with " + OneDnn.THREADS + "=" + threads);
        }
    }

    @Override
    public Network network(SavedModel model, Precision precision) {
        return model.network(new Compute("cpu", precision, Engine.ONEDNN, 1, deterministic));
    }

    @Override
    public Convolution convolution(Layer layer, Precision precision) {
        OneDnnConvolution convolution = new OneDnnConvolution(layer.unit(), layer.input(), precision);
        return new Convolution() {
            @Override
            public void run() {
                convolution.run();
            }

            @Override
            public void close() {
                convolution.close();
            }
        };
    }
}
