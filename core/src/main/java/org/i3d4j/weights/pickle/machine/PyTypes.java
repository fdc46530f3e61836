package org.i3d4j.weights.pickle.machine;

import java.math.BigInteger;
import java.util.Map;

/** Python's words for values, for messages, which never show contents: those may be huge or hold themselves. */
public final class PyTypes {
    private static final Map<Class<?>, String> NAMES = Map.ofEntries(
            Map.entry(PyNone.class, "None"),
            Map.entry(PyTuple.class, "tuple"),
            Map.entry(PyList.class, "list"),
            Map.entry(PyDict.class, "dict"),
            Map.entry(PyBytes.Held.class, "bytes"),
            Map.entry(PyBytes.InFile.class, "bytes"),
            Map.entry(PyBytes.TextInFile.class, "long str"),
            Map.entry(PyArray.class, "array"),
            Map.entry(String.class, "str"),
            Map.entry(Long.class, "int"),
            Map.entry(BigInteger.class, "int"),
            Map.entry(Double.class, "float"),
            Map.entry(Boolean.class, "bool"),
            Map.entry(PyCallable.class, "function"),
            Map.entry(StorageRef.class, "storage"),
            Map.entry(StoredTensor.class, "tensor"),
            Map.entry(UnreadTensor.class, "tensor"));

    private PyTypes() {}

    /** The type of {@code value}, as {@code dict}. */
    public static String name(Object value) {
        return NAMES.getOrDefault(value.getClass(), "object of another type");
    }
}
