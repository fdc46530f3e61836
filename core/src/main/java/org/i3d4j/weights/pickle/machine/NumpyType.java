package org.i3d4j.weights.pickle.machine;

import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.NumpyCodes;

/** A {@code numpy.dtype}. Pickles make it of its code first, and give it the order of bytes afterwards. */
final class NumpyType {
    private final String code;
    private boolean bigEndian;

    private NumpyType(String code) {
        this.code = code;
    }

    /** Takes the arguments of {@code numpy.dtype}: the code, and two flags about copying. */
    static NumpyType of(PyTuple arguments) {
        return new NumpyType(arguments.get(0, String.class, "the code of a type"));
    }

    /** Takes the state that follows its construction: a version, the order of bytes, and more of types that are not read. */
    void setState(Object state) {
        String order = state instanceof PyTuple tuple ? tuple.get(1, String.class, "an order of bytes") : "";
        bigEndian = switch (order) {
            case "<", "|", "=" -> false;
            case ">" -> true;
            default -> throw new WeightsException("numpy.dtype '" + code + "' without an order of bytes that is known");
        };
    }

    /** Letter and bytes, as {@code f8}. */
    String code() {
        return code;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /** Type of the values; empty for those that are not read. */
    Optional<DataType> dataType() {
        return NumpyCodes.dataType(code);
    }
}
