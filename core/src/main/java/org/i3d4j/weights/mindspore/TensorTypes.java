package org.i3d4j.weights.mindspore;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.weights.DataType;

/** MindSpore's names of element types for ours. */
final class TensorTypes {
    private static final Map<DataType, String> NAMES = new EnumMap<>(Map.of(
            DataType.F64, "Float64",
            DataType.F32, "Float32",
            DataType.F16, "Float16",
            DataType.BF16, "BFloat16",
            DataType.I64, "Int64",
            DataType.I32, "Int32",
            DataType.I16, "Int16",
            DataType.I8, "Int8",
            DataType.U8, "UInt8",
            DataType.BOOL, "Bool"));

    private TensorTypes() {}

    static String name(DataType dataType) {
        String name = NAMES.get(dataType);
        if (name == null) {
            throw new IllegalArgumentException("no MindSpore type for " + dataType);
        }
        return name;
    }

    /** Ours for {@code name}; empty for text and numbers that we have no type for. */
    static Optional<DataType> dataType(String name) {
        // Versions 1 write Uint8, later ones UInt8.
        return NAMES.entrySet().stream()
                .filter(pair -> pair.getValue().equalsIgnoreCase(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
