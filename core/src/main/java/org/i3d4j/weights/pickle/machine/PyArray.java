package org.i3d4j.weights.pickle.machine;

import java.util.List;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.jspecify.annotations.Nullable;

/** A {@code numpy.ndarray}. Most pickles make an empty one first, and give it shape and values afterwards. */
public final class PyArray {
    private static final PyGlobals.Constant CLASS = new PyGlobals.Constant("numpy.ndarray");

    private @Nullable Object content;

    /** Takes the arguments of {@code numpy.core.multiarray._reconstruct}: the class, and a shape and type that don't last. */
    static PyArray empty(PyTuple arguments) {
        if (!arguments.get(0, PyGlobals.Constant.class, "numpy.ndarray").equals(CLASS)) {
            throw new WeightsException("makes something else than a numpy.ndarray");
        }
        return new PyArray();
    }

    /** Takes the arguments of {@code numpy.core.numeric._frombuffer}: the bytes, the type, the shape, C or F. */
    static PyArray ofBuffer(PyTuple arguments) {
        String order = arguments.get(3, String.class, "an order of axes");
        PyArray array = new PyArray();
        array.content = switch (order) {
            case "C", "F" ->
                content(
                        type(arguments, 1),
                        shape(arguments, 2),
                        arguments.get(0, PyBytes.class, "bytes"),
                        order.equals("F"));
            default ->
                new UnreadTensor("an array whose axes lie in an order of their own; in Python,"
                        + " numpy.ascontiguousarray(array)");
        };
        return array;
    }

    /** Takes the state that follows its construction: a version, the shape, the type, whether in Fortran's order, the bytes. */
    void setState(Object state, WorkBudget budget) {
        if (!(state instanceof PyTuple tuple) || tuple.size() != 5) {
            throw new WeightsException(
                    "a numpy.ndarray takes a version, a shape, a type, an order and bytes, found another state");
        }
        boolean fortranOrder = tuple.get(3, Boolean.class, "whether an array is in Fortran's order");
        Object values = tuple.items().get(4);
        if (values instanceof String text) {
            budget.spend(text.length() / PyGlobals.BYTES_PER_UNIT);
        }
        content = content(type(tuple, 2), shape(tuple, 1), values, fortranOrder);
    }

    private static NumpyType type(PyTuple tuple, int index) {
        return tuple.get(index, NumpyType.class, "a numpy.dtype");
    }

    private static List<Long> shape(PyTuple tuple, int index) {
        return StoredTensor.numbers(tuple.get(index, PyTuple.class, "a shape"));
    }

    private static Object content(NumpyType type, List<Long> shape, Object values, boolean fortranOrder) {
        if (type.code().startsWith("O")) {
            return new UnreadTensor("an array of Python objects; in Python, array.astype('float32')");
        }
        Optional<DataType> dataType = type.dataType();
        if (dataType.isEmpty()) {
            return UnreadTensor.ofType("'" + type.code() + "'");
        }
        return new StoredArray(
                new TensorInfo(dataType.get(), shape), type.bigEndian(), fortranOrder, PyGlobals.bytes(values));
    }

    /** The array, a {@link StoredArray}, or an {@link UnreadTensor}. */
    public Object content() {
        return content == null ? new UnreadTensor("an array that was never given its values") : content;
    }
}
