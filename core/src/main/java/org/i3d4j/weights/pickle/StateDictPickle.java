package org.i3d4j.weights.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.pickle.machine.StorageType;

/** Writes the pickle of a state dict: protocol 2, an OrderedDict of tensors in C order, each with its own storage. */
final class StateDictPickle {
    private static final int LARGEST_UNSIGNED_BYTE = 0xff;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private StateDictPickle() {}

    /**
     * The pickle; the storage of the n-th tensor has the key n, from 0 on.
     *
     * @param key in a dict, under which the state dict is; empty for a bare state dict
     */
    static byte[] of(Map<String, TensorInfo> tensors, Optional<String> key) {
        var pickle = new StateDictPickle();
        pickle.codes(0x80, 2);
        key.ifPresent(name -> {
            pickle.codes('}');
            pickle.text(name);
        });
        pickle.stateDict(tensors);
        if (key.isPresent()) {
            pickle.codes('s');
        }
        pickle.codes('.');
        return pickle.out.toByteArray();
    }

    private void stateDict(Map<String, TensorInfo> tensors) {
        orderedDict();
        codes('(');
        int storage = 0;
        for (Map.Entry<String, TensorInfo> named : tensors.entrySet()) {
            text(named.getKey());
            tensor(named.getValue(), storage++);
        }
        codes('u');
    }

    private void codes(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
    }

    private void orderedDict() {
        global("collections", "OrderedDict");
        codes(')', 'R');
    }

    private void global(String module, String name) {
        codes('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        codes('X');
        out.writeBytes(littleEndian(Integer.BYTES).putInt(utf8.length).array());
        out.writeBytes(utf8);
    }

    /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)}. */
    private void tensor(TensorInfo info, int key) {
        global("torch._utils", "_rebuild_tensor_v2");
        codes('(', '(');
        text("storage");
        global("torch", StorageType.of(info.dataType()).className());
        text(String.valueOf(key));
        text("cpu");
        number(info.size());
        codes('t', 'Q');
        number(0);
        numbers(info.shape());
        numbers(strides(info.shape()));
        codes(0x89);
        orderedDict();
        codes('t', 'R');
    }

    private void numbers(List<Long> numbers) {
        codes('(');
        numbers.forEach(this::number);
        codes('t');
    }

    private void number(long number) {
        if (number <= LARGEST_UNSIGNED_BYTE) {
            codes('K', (int) number);
        } else if (number <= Integer.MAX_VALUE) {
            codes('J');
            out.writeBytes(littleEndian(Integer.BYTES).putInt((int) number).array());
        } else {
            codes(0x8a, Long.BYTES);
            out.writeBytes(littleEndian(Long.BYTES).putLong(number).array());
        }
    }

    private static List<Long> strides(List<Long> shape) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape.get(axis));
        }
        return List.of(strides);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
