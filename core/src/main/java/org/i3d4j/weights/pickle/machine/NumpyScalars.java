package org.i3d4j.weights.pickle.machine;

import java.nio.ByteBuffer;
import org.i3d4j.error.WeightsException;

/** Single numbers of NumPy, as training scripts leave in checkpoints: an accuracy, an epoch. */
final class NumpyScalars {
    private NumpyScalars() {}

    /** Takes the arguments of {@code numpy.core.multiarray.scalar}: the type and the value's bytes. */
    static Object scalar(PyTuple arguments) {
        NumpyType type = arguments.get(0, NumpyType.class, "a numpy.dtype");
        Object content = arguments.size() == 2 ? arguments.items().get(1) : PyNone.NONE;
        PyBytes bytes = PyGlobals.bytes(content);
        if (!(bytes instanceof PyBytes.Held held) || !type.code().endsWith(String.valueOf(held.size()))) {
            throw new WeightsException("a value of type '" + type.code() + "' in " + bytes.size() + " bytes");
        }
        if (type.bigEndian()) {
            throw new WeightsException("a value of type '" + type.code() + "' that is not little-endian");
        }
        ByteBuffer value = held.view();
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
}
