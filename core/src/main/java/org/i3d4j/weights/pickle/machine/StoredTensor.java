package org.i3d4j.weights.pickle.machine;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;

/**
 * A tensor as PyTorch stores it: a view of a storage.
 *
 * @param storage where the values lie
 * @param offset which of the storage's values is the tensor's first
 * @param info type and shape
 * @param strides values from one to the next along each axis
 */
public record StoredTensor(StorageRef storage, long offset, TensorInfo info, List<Long> strides) {
    private static final int MAXIMUM_AXES = 32;

    /** @throws WeightsException if the view does not lie inside its storage, or repeats values */
    public StoredTensor {
        strides = List.copyOf(strides);
        if (strides.size() != info.shape().size() || strides.stream().anyMatch(stride -> stride < 0)) {
            throw new WeightsException("strides " + strides + " don't fit shape " + info.shape());
        }
        long span = span(info, strides);
        if (offset < 0 || offset > storage.count() || span > storage.count() - offset) {
            throw new WeightsException(info + " with strides " + strides + " from value " + offset + " on needs " + span
                    + " values of storage '" + storage.key() + "', which has " + storage.count());
        }
        // A tiny file could ask for any amount of memory otherwise.
        if (info.size() > storage.count()) {
            throw new WeightsException(info + " repeats the " + storage.count() + " values of storage '" + storage.key()
                    + "' (an expanded tensor); in Python, save tensor.contiguous()");
        }
    }

    /**
     * Reads the arguments of {@code torch._utils._rebuild_tensor} and {@code _rebuild_tensor_v2}: storage, offset,
     * size, stride; what follows does not concern the values.
     *
     * @return a tensor, or an {@link UnreadTensor}
     */
    static Object of(PyTuple arguments) {
        StorageRef storage = arguments.get(0, StorageRef.class, "a storage");
        return storage.type()
                .dataType()
                .<Object>map(dataType -> of(arguments, storage, dataType))
                .orElseGet(() -> UnreadTensor.ofType(storage.type().className()));
    }

    private static StoredTensor of(PyTuple arguments, StorageRef storage, DataType dataType) {
        long offset = arguments.get(1, Long.class, "an offset");
        List<Long> shape = numbers(arguments.get(2, PyTuple.class, "a shape"));
        List<Long> strides = numbers(arguments.get(3, PyTuple.class, "strides"));
        if (offset < 0 || offset > storage.count()) {
            throw new WeightsException("starts at value " + offset + " of a storage of " + storage.count());
        }
        var info = new TensorInfo(dataType, shape);
        return new StoredTensor(storage, storage.viewOffset() + offset, info, strides);
    }

    /**
     * The sides or strides of a tensor.
     *
     * @throws WeightsException if they are too many, or no whole numbers
     */
    static List<Long> numbers(PyTuple tuple) {
        if (tuple.size() > MAXIMUM_AXES) {
            throw new WeightsException("has " + tuple.size() + " axes; at most " + MAXIMUM_AXES + " are allowed");
        }
        List<Long> numbers = new ArrayList<>(tuple.size());
        for (int i = 0; i < tuple.size(); i++) {
            numbers.add(tuple.get(i, Long.class, "a whole number"));
        }
        return numbers;
    }

    /** Number of values of the storage from the tensor's first to its last. */
    public long span() {
        return span(info, strides);
    }

    private static long span(TensorInfo info, List<Long> strides) {
        if (info.size() == 0) {
            return 0;
        }
        try {
            long last = 0;
            for (int axis = 0; axis < strides.size(); axis++) {
                last = Math.addExact(last, Math.multiplyExact(info.shape().get(axis) - 1, strides.get(axis)));
            }
            return Math.addExact(last, 1);
        } catch (ArithmeticException e) {
            throw new WeightsException("strides " + strides + " are too large for any file", e);
        }
    }

    /** Whether the values lie in C order without gaps. */
    public boolean isContiguous() {
        long expected = 1;
        for (int axis = strides.size() - 1; axis >= 0; axis--) {
            long side = info.shape().get(axis);
            if (side != 1 && strides.get(axis) != expected) {
                return info.size() == 0;
            }
            expected *= side;
        }
        return true;
    }
}
