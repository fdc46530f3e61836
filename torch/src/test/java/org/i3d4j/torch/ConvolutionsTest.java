package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.network.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionsTest {
    private static final long[] STRIDE = {1, 1, 1};
    private static final long[] PADDING = {1, 1, 1};

    /** The map and the gradients of its half square. */
    private static List<Tensor> resultsOf(boolean plainly) {
        torch.manual_seed(7);
        Tensor x = torch.randn(1, 16, 4, 7, 9)
                .contiguous(MemoryFormat.ChannelsLast3d)
                .requires_grad_(true);
        Tensor kernel = torch.randn(32, 16, 3, 3, 3)
                .contiguous(MemoryFormat.ChannelsLast3d)
                .requires_grad_(true);
        Tensor y = plainly
                ? torch.conv3d(x, kernel, new TensorOptional(), STRIDE, PADDING, STRIDE, 1)
                : new Convolutions(true, Precision.FP32).convolve(x, kernel, STRIDE, PADDING, true);
        y.square().sum().mul(new Scalar(0.5)).backward();
        return List.of(y, x.grad(), kernel.grad());
    }

    @Test
    void oneSmallClipHasTheMapAndGradientsOfAPlainConvolution() {
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> expected = resultsOf(true);
            List<Tensor> found = resultsOf(false);
            for (int i = 0; i < expected.size(); i++) {
                Tensor difference = found.get(i).sub(expected.get(i));
                assertThat(found.get(i).sizes().vec().get())
                        .isEqualTo(expected.get(i).sizes().vec().get());
                assertThat(difference.norm().item_double()
                                / expected.get(i).norm().item_double())
                        .as("result %d", i)
                        .isLessThan(1e-5);
            }
        }
    }

    /** The sizes of blocks 4d to 4f on small frames, of which oneDNN 3.7 computes some wrong on some machines. */
    @ParameterizedTest
    @CsvSource({
        "512, 112, 1, 4",
        "512, 144, 1, 4",
        "512, 112, 2, 4",
        "512, 144, 4, 2",
        "528, 160, 16, 4",
        "64, 64, 1, 16",
        "1024, 400, 2, 1"
    })
    void kernelsOfOnePixelGiveTheMapsOfExactArithmetic(int channels, int outputs, int clips, int side) {
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.randn(clips, channels, 4, side, side).contiguous(MemoryFormat.ChannelsLast3d);
            Tensor kernel = torch.randn(outputs, channels, 1, 1, 1).contiguous(MemoryFormat.ChannelsLast3d);
            long[] none = {0, 0, 0};
            Tensor exact = torch.conv3d(
                    x.to(ScalarType.Double),
                    kernel.to(ScalarType.Double),
                    new TensorOptional(),
                    STRIDE,
                    none,
                    STRIDE,
                    1);

            for (boolean training : new boolean[] {true, false}) {
                Tensor y = new Convolutions(true, Precision.FP32).convolve(x, kernel, STRIDE, none, training);
                double difference = y.to(ScalarType.Double).sub(exact).norm().item_double();
                assertThat(difference / exact.norm().item_double()).isLessThan(1e-5);
                assertThat(y.is_contiguous(MemoryFormat.ChannelsLast3d)).isTrue();
            }
            Tensor bias = torch.randn(outputs);
            Tensor biased = new Convolutions(true, Precision.FP32)
                    .pointwise(x, kernel, bias)
                    .to(ScalarType.Double);
            double difference = biased.sub(exact)
                    .sub(bias.to(ScalarType.Double).view(1, -1, 1, 1, 1))
                    .norm()
                    .item_double();
            assertThat(difference / exact.norm().item_double()).isLessThan(1e-5);
        }
    }

    @Test
    void theMapOfOneSmallClipIsChannelsLast() {
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope()) {
            Tensor map = resultsOf(false).get(0);
            assertThat(map.is_contiguous(MemoryFormat.ChannelsLast3d)).isTrue();
            assertThat(map.is_contiguous()).isFalse();
        }
    }
}
