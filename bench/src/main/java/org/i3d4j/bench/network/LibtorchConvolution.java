package org.i3d4j.bench.network;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.bench.measure.ConvolutionPeak.Convolution;
import org.i3d4j.bench.measure.ConvolutionPeak.Layer;
import org.i3d4j.network.Precision;

/** oneDNN's convolution as libtorch calls it, channels last, on random values. */
final class LibtorchConvolution implements Convolution {
    private static final long[] ONES = {1, 1, 1};

    private final Tensor input;
    private final Tensor kernel;
    private final long[] padding;

    /** @param layer with windows that 'SAME' padding surrounds equally */
    LibtorchConvolution(Layer layer, Precision precision) {
        ConvUnit unit = layer.unit();
        Extent size = layer.input();
        Extent window = unit.kernel();
        input = random(precision, 1, unit.inputChannels(), size.time(), size.height(), size.width());
        kernel = random(
                precision, unit.channels(), unit.inputChannels(), window.time(), window.height(), window.width());
        padding = unit.window().padding(size).before();
    }

    private static Tensor random(Precision precision, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            Tensor values = torch.rand(shape)
                    .to(precision == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float)
                    .contiguous(MemoryFormat.ChannelsLast3d);
            values.retainReference();
            return values;
        }
    }

    @Override
    public void run() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            torch.mkldnn_convolution(input, kernel, new TensorOptional(), padding, ONES, ONES, 1);
        }
    }

    @Override
    public void close() {
        input.close();
        kernel.close();
    }
}
