package org.i3d4j.torch;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
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
        TensorData copy = TensorData.of(TensorData.allocate(tensor.numel() * Float.BYTES), tensor.shape());
        copy(tensor, copy);
        return copy;
    }

    /** Copies {@code source}, whatever its strides and device, into {@code target}, which has its shape. */
    public static void copy(Tensor source, TensorData target) {
        if (target.size() > 0) {
            try (PointerScope scope = new PointerScope()) {
                BytePointer memory = new BytePointer(target.values().duplicate());
                torch.from_blob(memory, target.shapeArray(), new TensorOptions(ScalarType.Float))
                        .copy_(source.detach());
            }
        }
    }
}
