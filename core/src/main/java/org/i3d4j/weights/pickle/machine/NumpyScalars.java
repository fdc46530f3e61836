package org.i3d4j.weights.pickle.machine;

import java.nio.ByteBuffer;
import org.i3d4j.error.WeightsException;

/** Single numbers of NumPy, as training scripts leave in checkpoints: an accuracy, an epoch. */
final class NumpyScalars {
    private NumpyScalars() {}

    /**
     * A type of NumPy.
     *
     * @param code letter and bytes, as {@code f8}
     */
    record NumpyType(String code) {
        /** Takes the state that follows its construction: a version and the order of bytes. */
        void requireLittleEndian(Object state) {
            String order = state instanceof PyTuple tuple ? tuple.get(1, String.class, "an order of bytes") : "";
            if (!order.equals("<") && !order.equals("|") && !order.equals("=")) {
                throw new WeightsException(
                        "numpy.dtype '" + code + "' with an order of bytes other than little-endian");
            }
        }
    }

    /** Takes the arguments of {@code numpy.dtype}: the code, and two flags about copying. */
    static Object type(PyTuple arguments) {
        return new NumpyType(arguments.get(0, String.class, "the code of a type"));
    }

    /** Takes the arguments of {@code numpy.core.multiarray.scalar}: the type and the value's bytes. */
    static Object scalar(PyTuple arguments) {
        NumpyType type = arguments.get(0, NumpyType.class, "a numpy.dtype");
        Object content = arguments.size() == 2 ? arguments.items().get(1) : PyNone.NONE;
        // Python 2 pickled bytes as text.
        PyBytes bytes = content instanceof String text ? PyBytes.ofLatin1(text) : requireBytes(content);
        ByteBuffer value = bytes.view();
        if (!type.code().endsWith(String.valueOf(bytes.size()))) {
            throw new WeightsException("a value of type '" + type.code() + "' in " + bytes.size() + " bytes");
        }
        return switch (type.code()) {
            case "f8" -> value.getDouble();
            case "f4" -> (double) value.getFloat();
            case "i8" -> value.getLong();
            case "i4" -> (long) value.getInt();
            case "i2" -> (long) value.getShort();
            case "i1" -> (long) value.get();
            case "u4" -> value.getInt() & 0xffffffffL;
            case "u2" -> value.getShort() & 0xffffL;
            case "u1" -> value.get() & 0xffL;
            case "b1" -> value.get() != 0;
            default -> throw new WeightsException("values of type '" + type.code() + "' can't be read");
        };
    }

    private static PyBytes requireBytes(Object content) {
        if (content instanceof PyBytes bytes) {
            return bytes;
        }
        throw new WeightsException("expected bytes, found " + PyTypes.name(content));
    }
}
