package org.i3d4j.weights.pickle;

import java.io.BufferedInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.RandomAccessInput;
import org.i3d4j.weights.files.Scratch;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.pickle.machine.PickleInput;
import org.i3d4j.weights.pickle.machine.PickleMachine;
import org.i3d4j.weights.pickle.machine.StoredArray;

/**
 * An open pickle of NumPy arrays. Its tensors are those of a dict by their names, and those of dicts in dicts with the keys
 * that lead to them in front, as {@code blobs.conv1_w}. The {@link #metadata} has numbers and text beside them, as
 * {@code pickle.epoch}. The values of large arrays stay in the file until they are asked for.
 */
final class NumpyPickleFile implements WeightsFile {
    private static final String SCALAR_PREFIX = "pickle.";

    private final RandomAccessInput file;
    private final FoundStateDict<StoredArray> found;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new TreeMap<>();
    /** Holds an array in Fortran's order as the file has it. */
    private final Scratch fortran = new Scratch();

    private NumpyPickleFile(RandomAccessInput file, FoundStateDict<StoredArray> found) {
        this.file = file;
        this.found = found;
        found.tensors().forEach((name, array) -> tensors.put(name, array.info()));
        found.scalars().forEach((key, value) -> metadata.put(SCALAR_PREFIX + key, value));
    }

    /**
     * Opens {@code path} and checks that all values of its arrays are there; the caller closes it.
     *
     * @throws WeightsException if it is missing, truncated or damaged, holds no dict of arrays, or refers to anything that
     *     would have to be run
     */
    static NumpyPickleFile open(Path path) {
        RandomAccessInput file = RandomAccessInput.open(path, "a pickle of NumPy arrays");
        try {
            Object root = read(file);
            try {
                return new NumpyPickleFile(file, FoundStateDict.in(root, StoredArray.class));
            } catch (WeightsException e) {
                throw new WeightsException(path + ": " + e.getMessage(), e);
            }
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static Object read(RandomAccessInput file) {
        var buffered = new BufferedInputStream(file.stream(0, file.bytes()));
        var input = new PickleInput(buffered, file.file().toString(), file.bytes());
        Object root = PickleMachine.read(input).root();
        if (input.position() != file.bytes()) {
            throw new WeightsException(file.file() + ": the pickle ends at byte " + input.position() + ", the file at "
                    + file.bytes() + "; expected one pickle by itself");
        }
        return root;
    }

    @Override
    public Path file() {
        return file.file();
    }

    @Override
    public String format() {
        return NumpyPickle.NAME;
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> unreadable() {
        return Collections.unmodifiableMap(found.unread());
    }

    @Override
    public void readInto(String name, ByteBuffer values) {
        require(name);
        StoredArray array = Objects.requireNonNull(found.tensors().get(name));
        if (array.fortranOrder()) {
            ByteBuffer stored = scratch(name, array.info().bytes());
            array.values().read(file, stored.slice());
            StridedValues.gather(
                    stored, array.info(), fortranStrides(array.info().shape()), values.slice());
        } else {
            array.values().read(file, values.slice());
        }
        if (array.bigEndian()) {
            StridedValues.reverseBytes(values.slice(), array.info().dataType().bytes());
        }
    }

    private ByteBuffer scratch(String name, long bytes) {
        try {
            return fortran.of(bytes);
        } catch (WeightsException e) {
            throw new WeightsException(file() + ": tensor '" + name + "': " + e.getMessage(), e);
        }
    }

    private static List<Long> fortranStrides(List<Long> shape) {
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (long side : shape) {
            strides.add(stride);
            stride *= side;
        }
        return strides;
    }

    @Override
    public void close() {
        file.close();
    }
}
