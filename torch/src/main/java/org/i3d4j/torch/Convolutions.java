package org.i3d4j.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.network.Precision;

/** 3D convolutions in the fastest way that libtorch has for them. */
final class Convolutions {
    private static final long[] UNDILATED = {1, 1, 1};
    /** Values of N x C x T x H up to which ATen's use_mkldnn leaves one clip in float32 to another convolution. */
    private static final long LARGEST_WITHOUT_ONEDNN = 20480;

    private final boolean onCpu;
    private final boolean floatOnCpu;

    /**
     * @param onCpu whether they run on the CPU
     * @param precision of their arithmetic
     */
    Convolutions(boolean onCpu, Precision precision) {
        this.onCpu = onCpu;
        this.floatOnCpu = onCpu && precision == Precision.FP32;
    }

    /**
     * Without bias.
     *
     * @param x N,C,T,H,W
     * @param kernel O,C,T,H,W
     * @param stride T, H, W
     * @param padding positions in front and behind: T, H, W
     * @param isTraining whether there will be a backward pass
     */
    Tensor convolve(Tensor x, Tensor kernel, long[] stride, long[] padding, boolean isTraining) {
        if (floatOnCpu && isPointwise(kernel, stride)) {
            return product(x, kernel);
        }
        if (floatOnCpu && !isTraining) {
            // What conv3d would take for large inputs. Only its forward pass is faster than conv3d's.
            return torch.mkldnn_convolution(x, kernel, new TensorOptional(), padding, stride, UNDILATED, 1);
        }
        boolean oneSmallClip = x.size(0) == 1 && x.numel() / x.size(4) <= LARGEST_WITHOUT_ONEDNN;
        return floatOnCpu && oneSmallClip
                ? besideZeros(x, kernel, stride, padding)
                : torch.conv3d(x, kernel, new TensorOptional(), stride, padding, UNDILATED, 1);
    }

    /**
     * With a kernel of 1x1x1 and bias: the head's, of which a few positions are left. The kernel's gradient takes ten times as
     * long by a convolution of oneDNN as by a product.
     *
     * @param x N,C,T,H,W
     * @param kernel O,C,1,1,1
     * @param bias O
     */
    Tensor pointwise(Tensor x, Tensor kernel, Tensor bias) {
        return onCpu
                ? product(x, kernel).add(bias.view(1, -1, 1, 1, 1))
                : torch.conv3d(x, kernel, new TensorOptional(bias), UNDILATED, new long[] {0, 0, 0}, UNDILATED, 1);
    }

    private static boolean isPointwise(Tensor kernel, long[] stride) {
        return kernel.numel() == kernel.size(0) * kernel.size(1) && Arrays.equals(stride, UNDILATED);
    }

    /**
     * A convolution with a kernel of 1x1x1. Of these, oneDNN 3.7 computes some wrong in float32, by the sizes, the number of threads
     * and the machine: of 512 to 112 channels over 4x4x4 positions on an AMD EPYC of family 26, for one.
     */
    private static Tensor product(Tensor x, Tensor kernel) {
        Tensor channelsLast = x.permute(0, 2, 3, 4, 1);
        Tensor y = torch.matmul(
                channelsLast, kernel.view(kernel.size(0), kernel.size(1)).t());
        return y.permute(0, 4, 1, 2, 3);
    }

    /**
     * Of one small clip alone, conv3d takes many times as long, forward and backward, and gives a map that is not channels-last,
     * which spreads through the network.
     */
    private static Tensor besideZeros(Tensor x, Tensor kernel, long[] stride, long[] padding) {
        Tensor pair = torch.cat(new TensorVector(x, torch.zeros_like(x)), 0);
        return torch.conv3d(pair, kernel, new TensorOptional(), stride, padding, UNDILATED, 1)
                .narrow(0, 0, 1);
    }
}
