package org.i3d4j.weights.pickle;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.RandomAccessInput;
import org.i3d4j.weights.files.Scratch;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.pickle.machine.StoredTensor;

/**
 * An open PyTorch file. Its tensors are those of a bare state dict by their names, and those of dicts in dicts with the keys
 * that lead to them in front, as {@code state_dict.module.conv1.weight}. The {@link #metadata} has the kind of file under
 * {@value #CONTAINER_KEY}, numbers and text beside the state dict, as {@code pytorch.epoch}, and what {@link PyTorchWriter}
 * kept, by its own keys.
 */
public final class PyTorchFile implements WeightsFile {
    /** {@code zip}, or {@code legacy} for files from before PyTorch 1.6. */
    public static final String CONTAINER_KEY = "pytorch.container";

    private static final String SCALAR_PREFIX = "pytorch.";

    private final RandomAccessInput file;
    private final Container container;
    private final Map<String, StoredTensor> stored;
    private final Map<String, String> unread;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new TreeMap<>();
    /** Holds a tensor with gaps or in another order as the file has it. */
    private final Scratch spans = new Scratch();

    private PyTorchFile(RandomAccessInput file, Container container, FoundStateDict<StoredTensor> found) {
        this.file = file;
        this.container = container;
        this.stored = found.tensors();
        this.unread = found.unread();
        stored.forEach((name, tensor) -> tensors.put(name, tensor.info()));
        metadata.putAll(container.metadata());
        found.scalars().forEach((key, value) -> metadata.put(SCALAR_PREFIX + key, value));
        metadata.put(CONTAINER_KEY, container.kind());
    }

    /**
     * Opens {@code path} and checks that all values of its tensors are there; the caller closes it.
     *
     * @throws WeightsException if it is missing, truncated or damaged, holds no state dict, or refers to anything that
     *     would have to be run
     */
    public static PyTorchFile open(Path path) {
        RandomAccessInput file = RandomAccessInput.open(path, "a PyTorch file");
        try {
            Container container = isZip(file) ? ZipContainer.read(file) : LegacyContainer.read(file);
            FoundStateDict<StoredTensor> found = find(path, container);
            found.tensors().values().forEach(tensor -> container.requireWhole(tensor.storage()));
            return new PyTorchFile(file, container, found);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static boolean isZip(RandomAccessInput file) {
        return file.bytes() >= 2 && file.read(0, 2).getShort() == ('P' | ('K' << Byte.SIZE));
    }

    private static FoundStateDict<StoredTensor> find(Path path, Container container) {
        try {
            return FoundStateDict.in(container.root(), StoredTensor.class);
        } catch (WeightsException e) {
            throw new WeightsException(path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Path file() {
        return file.file();
    }

    @Override
    public String format() {
        return PyTorch.NAME;
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
        return Collections.unmodifiableMap(unread);
    }

    @Override
    public void readInto(String name, ByteBuffer values) {
        require(name);
        StoredTensor tensor = Objects.requireNonNull(stored.get(name));
        int width = tensor.info().dataType().bytes();
        if (tensor.isContiguous()) {
            container.read(tensor.storage(), tensor.offset() * width, values.slice());
        } else {
            ByteBuffer span = span(name, tensor.span() * width);
            container.read(tensor.storage(), tensor.offset() * width, span);
            StridedValues.gather(span.flip(), tensor.info(), tensor.strides(), values.slice());
        }
        if (container.bigEndian()) {
            StridedValues.reverseBytes(values.slice(), width);
        }
    }

    private ByteBuffer span(String name, long bytes) {
        try {
            return spans.of(bytes);
        } catch (WeightsException e) {
            throw new WeightsException(file() + ": tensor '" + name + "': " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
