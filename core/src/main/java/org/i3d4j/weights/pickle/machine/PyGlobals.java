package org.i3d4j.weights.pickle.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.WeightsException;

/** The Python names that a checkpoint may refer to, and what stands for them here. There is no way to add one. */
final class PyGlobals {
    /** A name that is a value by itself, as {@code torch.float32}. */
    record Constant(String name) {}

    private static final int TYPE_ARGUMENT = 6;

    /** Bytes per unit of work where bytes are copied. */
    static final int BYTES_PER_UNIT = 64;

    private static final List<String> DATA_TYPES = List.of(
            "float64",
            "float32",
            "float16",
            "bfloat16",
            "int64",
            "int32",
            "int16",
            "int8",
            "uint8",
            "bool",
            "uint16",
            "uint32",
            "uint64",
            "complex32",
            "complex64",
            "complex128",
            "float8_e4m3fn",
            "float8_e4m3fnuz",
            "float8_e5m2",
            "float8_e5m2fnuz",
            "float8_e8m0fnu",
            "float4_e2m1fn_x2",
            "per_tensor_affine",
            "per_tensor_symmetric",
            "per_channel_affine",
            "per_channel_symmetric",
            "per_channel_affine_float_qparams",
            "sparse_coo",
            "sparse_csr",
            "strided",
            "contiguous_format",
            "preserve_format",
            "channels_last",
            "channels_last_3d");

    private static final Map<String, Object> ALLOWED = allowed();

    private PyGlobals() {}

    /** What stands for the global {@code name}, as {@code torch.Size}; empty for all that are not allowed. */
    static Optional<Object> find(String name) {
        return Optional.ofNullable(ALLOWED.get(name));
    }

    private static Map<String, Object> allowed() {
        Map<String, Object> allowed = new HashMap<>();
        for (StorageType type : StorageType.values()) {
            allowed.put(type.global(), type);
        }
        DATA_TYPES.forEach(name -> allowed.put("torch." + name, new Constant("torch." + name)));
        putTensors(allowed);
        putCollections(allowed);
        putArrays(allowed);
        return Map.copyOf(allowed);
    }

    private static void putArrays(Map<String, Object> allowed) {
        allowed.put("numpy.ndarray", new Constant("numpy.ndarray"));
        put(allowed, "numpy.dtype", (arguments, budget) -> NumpyType.of(arguments));
        // The names of before NumPy 2, and since.
        for (String module : List.of("numpy.core.", "numpy._core.")) {
            put(allowed, module + "multiarray.scalar", (arguments, budget) -> NumpyScalars.scalar(arguments));
            put(allowed, module + "multiarray._reconstruct", (arguments, budget) -> PyArray.empty(arguments));
            put(allowed, module + "numeric._frombuffer", (arguments, budget) -> PyArray.ofBuffer(arguments));
        }
    }

    private static void putTensors(Map<String, Object> allowed) {
        put(allowed, "torch._utils._rebuild_tensor", (arguments, budget) -> StoredTensor.of(arguments));
        put(allowed, "torch._utils._rebuild_tensor_v2", (arguments, budget) -> StoredTensor.of(arguments));
        put(allowed, "torch._utils._rebuild_tensor_v3", (arguments, budget) -> untyped(arguments));
        UnreadTensor quantised = new UnreadTensor("a quantised tensor; dequantise it in Python");
        put(allowed, "torch._utils._rebuild_qtensor", (arguments, budget) -> quantised);
        UnreadTensor sparse = new UnreadTensor("a sparse tensor; call to_dense() in Python");
        put(allowed, "torch._utils._rebuild_sparse_tensor", (arguments, budget) -> sparse);
        put(allowed, "torch._utils._rebuild_sparse_csr_tensor", (arguments, budget) -> sparse);
        PyCallable.Body parameter = (arguments, budget) -> parameter(arguments);
        put(allowed, "torch._utils._rebuild_parameter", parameter);
        put(allowed, "torch._utils._rebuild_parameter_with_state", parameter);
        put(allowed, "torch.Size", (arguments, budget) -> arguments.get(0, PyTuple.class, "a tuple"));
        put(allowed, "torch.device", (arguments, budget) -> new Constant("torch.device"));
        put(allowed, "torch.serialization._get_layout", (arguments, budget) -> new Constant("torch layout"));
    }

    /** Storage, offset, size, stride, whether it has a gradient, hooks, type: of types without a storage of their own. */
    private static UnreadTensor untyped(PyTuple arguments) {
        return UnreadTensor.ofType(
                arguments.get(TYPE_ARGUMENT, Constant.class, "a type of values").name());
    }

    private static Object parameter(PyTuple arguments) {
        boolean unread = arguments.size() > 0 && arguments.items().get(0) instanceof UnreadTensor;
        return unread ? arguments.items().get(0) : arguments.get(0, StoredTensor.class, "a tensor");
    }

    private static void putCollections(Map<String, Object> allowed) {
        put(allowed, "collections.OrderedDict", PyGlobals::dict);
        put(allowed, "collections.Counter", PyGlobals::dict);
        put(allowed, "collections.defaultdict", (arguments, budget) -> new PyDict());
        // Python 2's name and Python 3's of one module.
        for (String module : List.of("builtins.", "__builtin__.")) {
            put(allowed, module + "dict", PyGlobals::dict);
            put(allowed, module + "list", PyGlobals::list);
            put(allowed, module + "set", PyGlobals::list);
            put(allowed, module + "frozenset", PyGlobals::list);
            put(allowed, module + "bytearray", PyGlobals::bytes);
            put(allowed, module + "bytes", PyGlobals::bytes);
            allowed.put(module + "int", new Constant("int"));
            allowed.put(module + "float", new Constant("float"));
        }
        put(allowed, "_codecs.encode", PyGlobals::bytes);
    }

    private static void put(Map<String, Object> allowed, String name, PyCallable.Body body) {
        allowed.put(name, new PyCallable(name, body));
    }

    /** {@code dict()}, {@code dict(other)} or {@code dict([[key, value], ...])}. */
    private static Object dict(PyTuple arguments, WorkBudget budget) {
        PyDict dict = new PyDict();
        Object from = arguments.size() == 0 ? PyNone.NONE : arguments.items().get(0);
        if (from instanceof PyDict other) {
            budget.spend(other.entries().size());
            other.entries().forEach(dict::put);
        } else if (from instanceof PyList pairs) {
            budget.spend(pairs.size());
            pairs.items().forEach(pair -> putPair(dict, pair));
        } else if (from != PyNone.NONE) {
            throw new WeightsException("expected a dict or a list of pairs, found " + PyTypes.name(from));
        }
        return dict;
    }

    private static void putPair(PyDict dict, Object pair) {
        List<Object> items = sequence(pair);
        if (items.size() != 2) {
            throw new WeightsException("expected a key and a value, found " + items.size() + " items");
        }
        dict.put(items.get(0), items.get(1));
    }

    private static Object list(PyTuple arguments, WorkBudget budget) {
        PyList list = new PyList();
        if (arguments.size() > 0) {
            List<Object> items = sequence(arguments.items().get(0));
            budget.spend(items.size());
            list.addAll(items);
        }
        return list;
    }

    private static List<Object> sequence(Object value) {
        if (value instanceof PyList list) {
            return list.items();
        }
        if (value instanceof PyTuple tuple) {
            return tuple.items();
        }
        throw new WeightsException("expected a list or a tuple, found " + PyTypes.name(value));
    }

    /** {@code bytes()} and what makes bytes of text: text, bytes, or nothing; the name of latin-1 may follow. */
    private static Object bytes(PyTuple arguments, WorkBudget budget) {
        if (arguments.size() == 0) {
            return new PyBytes.Held(new byte[0]);
        }
        Object from = arguments.items().get(0);
        if (from instanceof String text) {
            budget.spend(text.length() / BYTES_PER_UNIT);
        }
        return bytes(from);
    }

    /**
     * The bytes that {@code value} is or, as Python 2 pickled them and protocol 2 writes them, has a char for each.
     *
     * @throws WeightsException if it is neither
     */
    static PyBytes bytes(Object value) {
        if (value instanceof String text) {
            return PyBytes.ofLatin1(text);
        }
        if (value instanceof PyBytes bytes && bytes.size() >= 0) {
            return bytes;
        }
        throw new WeightsException("expected bytes, found " + PyTypes.name(value));
    }
}
