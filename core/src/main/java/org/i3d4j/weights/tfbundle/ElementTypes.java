package org.i3d4j.weights.tfbundle;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.tfbundle.message.ElementType;

/** TensorFlow's element types for ours. */
final class ElementTypes {
    private static final Map<DataType, ElementType> BY_DATA_TYPE = new EnumMap<>(Map.of(
            DataType.F64, ElementType.DT_DOUBLE,
            DataType.F32, ElementType.DT_FLOAT,
            DataType.F16, ElementType.DT_HALF,
            DataType.BF16, ElementType.DT_BFLOAT16,
            DataType.I64, ElementType.DT_INT64,
            DataType.I32, ElementType.DT_INT32,
            DataType.I16, ElementType.DT_INT16,
            DataType.I8, ElementType.DT_INT8,
            DataType.U8, ElementType.DT_UINT8,
            DataType.BOOL, ElementType.DT_BOOL));

    private ElementTypes() {}

    static ElementType of(DataType dataType) {
        ElementType type = BY_DATA_TYPE.get(dataType);
        if (type == null) {
            throw new IllegalArgumentException("no TensorFlow type for " + dataType);
        }
        return type;
    }

    /** Ours for {@code type}; empty for text, handles and numbers that we have no type for. */
    static Optional<DataType> dataType(ElementType type) {
        return BY_DATA_TYPE.entrySet().stream()
                .filter(pair -> pair.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
