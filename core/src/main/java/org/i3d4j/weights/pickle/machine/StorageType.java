package org.i3d4j.weights.pickle.machine;

import org.i3d4j.weights.DataType;

/** PyTorch's storages, each of one type of values. */
public enum StorageType {
    DOUBLE("DoubleStorage", DataType.F64),
    FLOAT("FloatStorage", DataType.F32),
    HALF("HalfStorage", DataType.F16),
    BFLOAT16("BFloat16Storage", DataType.BF16),
    LONG("LongStorage", DataType.I64),
    INT("IntStorage", DataType.I32),
    SHORT("ShortStorage", DataType.I16),
    CHAR("CharStorage", DataType.I8),
    BYTE("ByteStorage", DataType.U8),
    BOOL("BoolStorage", DataType.BOOL);

    private final String className;
    private final DataType dataType;

    StorageType(String className, DataType dataType) {
        this.className = className;
        this.dataType = dataType;
    }

    /** The storage that holds values of {@code dataType}. */
    public static StorageType of(DataType dataType) {
        return switch (dataType) {
            case F64 -> DOUBLE;
            case F32 -> FLOAT;
            case F16 -> HALF;
            case BF16 -> BFLOAT16;
            case I64 -> LONG;
            case I32 -> INT;
            case I16 -> SHORT;
            case I8 -> CHAR;
            case U8 -> BYTE;
            case BOOL -> BOOL;
        };
    }

    /** Name of the class in the module {@code torch}. */
    public String className() {
        return className;
    }

    /** Type of the values. */
    public DataType dataType() {
        return dataType;
    }
}
