package org.i3d4j.bench.network;

import org.bytedeco.pytorch.global.torch;
import org.i3d4j.bench.measure.ConvolutionPeak.Convolution;
import org.i3d4j.bench.measure.ConvolutionPeak.Layer;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchRuntime;

/** libtorch, where it was asked for or oneDNN can't. */
final class LibtorchEngine implements BenchEngine {
    LibtorchEngine() {
        TorchRuntime.load();
    }

    @Override
    public int threads() {
        return torch.get_num_threads();
    }

    @Override
    public void useThreads(int threads) {
        torch.set_num_threads(threads);
    }

    @Override
    public Network network(SavedModel model, Precision precision) {
        return model.network(new Compute("cpu", precision, Engine.LIBTORCH));
    }

    @Override
    public Convolution convolution(Layer layer, Precision precision) {
        return new LibtorchConvolution(layer, precision);
    }
}
