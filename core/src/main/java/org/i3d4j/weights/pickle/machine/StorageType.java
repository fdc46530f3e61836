package org.i3d4j.weights.pickle.machine;

import java.util.Optional;
import org.i3d4j.weights.DataType;
import org.jspecify.annotations.Nullable;

/** PyTorch's storages, each of one type of values. */
public enum StorageType {
    DOUBLE("torch.DoubleStorage", DataType.F64),
    FLOAT("torch.FloatStorage", DataType.F32),
    HALF("torch.HalfStorage", DataType.F16),
    BFLOAT16("torch.BFloat16Storage", DataType.BF16),
    LONG("torch.LongStorage", DataType.I64),
    INT("torch.IntStorage", DataType.I32),
    SHORT("torch.ShortStorage", DataType.I16),
    CHAR("torch.CharStorage", DataType.I8),
    BYTE("torch.ByteStorage", DataType.U8),
    BOOL("torch.BoolStorage", DataType.BOOL),
    COMPLEX_FLOAT("torch.ComplexFloatStorage", 8),
    COMPLEX_DOUBLE("torch.ComplexDoubleStorage", 16),
    QUANTISED_UNSIGNED_BYTE("torch.QUInt8Storage", 1),
    QUANTISED_BYTE("torch.QInt8Storage", 1),
    QUANTISED_INT("torch.QInt32Storage", 4),
    /** Of types younger than typed storages, as float8. */
    UNTYPED("torch.storage.UntypedStorage", 1);

    private final String global;
    private final int bytes;
    private final @Nullable DataType dataType;

    StorageType(String global, DataType dataType) {
        this.global = global;
        this.bytes = dataType.bytes();
        this.dataType = dataType;
    }

    /** Of values that are not read. */
    StorageType(String global, int bytes) {
        this.global = global;
        this.bytes = bytes;
        this.dataType = null;
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

    /** Module and name of the class. */
    String global() {
        return global;
    }

    /** Name of the class in its module. */
    public String className() {
        return global.substring(global.lastIndexOf('.') + 1);
    }

    /** Bytes of one value. */
    int bytes() {
        return bytes;
    }

    /** Type of the values; empty for those that are not read. */
    public Optional<DataType> dataType() {
        return Optional.ofNullable(dataType);
    }
}
