package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;

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
                : new Convolutions(true).convolve(x, kernel, STRIDE, PADDING, true);
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
