package org.i3d4j.weights.mindspore;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.RandomAccessInput;
import org.i3d4j.weights.files.SidecarFile;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.mindspore.StoredValue.Span;

/**
 * An open MindSpore checkpoint. Opening reads names, types and shapes and steps over the values; the whole file is read
 * only to verify a checksum, if it has one.
 */
public final class MindSporeFile implements WeightsFile {
    private final RandomAccessInput input;
    private final Map<String, MindSporeTensor> stored = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    private final Map<String, String> metadata;

    private MindSporeFile(RandomAccessInput input) {
        this.input = input;
        this.metadata = SidecarFile.read(input.file());
    }

    /**
     * Opens {@code file}; the caller closes it.
     *
     * @throws WeightsException if it is missing, truncated or damaged
     */
    public static MindSporeFile open(Path file) {
        RandomAccessInput input = RandomAccessInput.open(file, "a MindSpore checkpoint");
        try {
            MindSporeFile opened = new MindSporeFile(input);
            opened.readValues();
            return opened;
        } catch (RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    private void readValues() {
        Map<String, List<StoredValue>> byName = new LinkedHashMap<>();
        String last = "";
        for (StoredValue value : new ValueReader(new WireReader(input), CrcTrailer.verify(input)).readAll()) {
            if (byName.containsKey(value.tag()) && !value.tag().equals(last)) {
                throw new WeightsException(
                        file() + ": tensor '" + value.tag() + "': stands twice, again at byte " + value.position());
            }
            byName.computeIfAbsent(value.tag(), tag -> new ArrayList<>()).add(value);
            last = value.tag();
        }
        byName.forEach(this::add);
    }

    private void add(String name, List<StoredValue> values) {
        String type = values.get(0).type();
        Optional<DataType> dataType = TensorTypes.dataType(type);
        if (dataType.isPresent()) {
            MindSporeTensor tensor = MindSporeTensor.of(file(), dataType.get(), values);
            stored.put(name, tensor);
            tensors.put(name, tensor.info());
        } else {
            unreadable.put(name, type.isEmpty() ? "no tensor, perhaps a map" : "values of MindSpore's type " + type);
        }
    }

    @Override
    public Path file() {
        return input.file();
    }

    @Override
    public String format() {
        return MindSpore.NAME;
    }

    /** What lies beside it. */
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
        return Collections.unmodifiableMap(unreadable);
    }

    @Override
    public void readInto(String name, ByteBuffer values) {
        require(name);
        int position = values.position();
        for (Span piece : Objects.requireNonNull(stored.get(name)).pieces()) {
            input.readFully(values.slice(position, (int) piece.bytes()), piece.begin());
            position += (int) piece.bytes();
        }
    }

    @Override
    public void close() {
        input.close();
    }
}
