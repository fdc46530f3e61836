package org.i3d4j.weights;

import java.util.Map;
import java.util.Optional;

/** NumPy's codes of types of values: a letter and the bytes, without the order of these. */
public final class NumpyCodes {
    private static final Map<DataType, String> CODES = Map.of(
            DataType.F64, "f8",
            DataType.F32, "f4",
            DataType.F16, "f2",
            DataType.I64, "i8",
            DataType.I32, "i4",
            DataType.I16, "i2",
            DataType.I8, "i1",
            DataType.U8, "u1",
            DataType.BOOL, "b1");

    private NumpyCodes() {}

    /** The code of {@code dataType}, as {@code f4}; empty for bfloat16, which NumPy doesn't know. */
    public static Optional<String> of(DataType dataType) {
        return Optional.ofNullable(CODES.get(dataType));
    }

    /** The type whose code is {@code code}; empty for those that are not read. */
    public static Optional<DataType> dataType(String code) {
        return CODES.entrySet().stream()
                .filter(known -> known.getValue().equals(code))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
