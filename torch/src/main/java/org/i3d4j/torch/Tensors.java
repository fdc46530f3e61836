package org.i3d4j.torch;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.error.WeightsException;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;

/** Between plain buffers and libtorch's tensors. All are float32. */
public final class Tensors {
    private Tensors() {}

    /** A tensor over the memory of {@code clips}, N,C,T,H,W; valid as long as they are. */
    public static Tensor view(ClipBatch clips) {
        long[] shape = {clips.clips(), clips.channels(), clips.frames(), clips.height(), clips.width()};
        return torch.from_blob(clips.pointer(), shape, new TensorOptions(ScalarType.Float));
    }

    /** Copies {@code values} into {@code target}, whatever its strides and device. */
    public static void copy(TensorData values, Tensor target) {
        if (values.dataType() != DataType.F32) {
            throw new WeightsException("expected float32 values, found " + values.dataType());
        }
        try (PointerScope scope = new PointerScope()) {
            ByteBuffer bytes = values.values().duplicate();
            BytePointer memory = bytes.isDirect() ? new BytePointer(bytes) : new BytePointer(copyOf(bytes));
            Tensor source = torch.from_blob(memory, values.shapeArray(), new TensorOptions(ScalarType.Float));
            target.copy_(source);
        }
    }

    private static ByteBuffer copyOf(ByteBuffer heap) {
        ByteBuffer direct = ByteBuffer.allocateDirect(heap.remaining());
        return direct.put(heap).flip();
    }

    /** A copy of {@code tensor} in C order, outside libtorch. */
    public static TensorData copyOf(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor plain = tensor.detach().cpu().to(ScalarType.Float).contiguous();
            long[] shape = tensor.shape();
            long size = plain.numel();
            ByteBuffer bytes = TensorData.allocate(size * Float.BYTES);
            if (size > 0) {
                Pointer.memcpy(new BytePointer(bytes), plain.data_ptr(), size * Float.BYTES);
            }
            return TensorData.of(bytes, shape);
        }
    }
}
