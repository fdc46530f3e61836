package org.i3d4j.weights.tfbundle;

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
import org.i3d4j.weights.files.SidecarFile;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.tfbundle.BundleIndex.Location;

/** An open tensor bundle: its index in memory, those of its data files open that hold readable tensors. */
public final class BundleFile implements WeightsFile {
    private final Path file;
    private final BundleIndex index;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<Integer, RandomAccessInput> shards = new TreeMap<>();
    private final Map<String, String> metadata;

    private BundleFile(Path file, BundleIndex index) {
        this.file = file;
        this.index = index;
        // The index holds the checksums of all values.
        this.metadata = SidecarFile.read(file);
        index.tensors().forEach((name, location) -> tensors.put(name, location.info()));
    }

    /**
     * Opens the bundle of the index {@code file} and checks it against the lengths of its data files; the caller closes
     * it.
     *
     * @throws WeightsException if a file of it is missing, truncated or damaged
     */
    public static BundleFile open(Path file) {
        try (RandomAccessInput index = RandomAccessInput.open(file, "the index of a TensorFlow checkpoint")) {
            BundleFile bundle = new BundleFile(file, BundleIndex.read(index));
            try {
                bundle.openShards();
                return bundle;
            } catch (RuntimeException | Error e) {
                bundle.close();
                throw e;
            }
        }
    }

    private void openShards() {
        index.tensors().forEach((name, location) -> {
            RandomAccessInput data = shards.computeIfAbsent(location.shard(), this::openShard);
            long bytes = location.info().bytes();
            if (location.offset() < 0 || bytes > data.bytes() || location.offset() > data.bytes() - bytes) {
                throw new WeightsException(data.file() + ": truncated or damaged: tensor '" + name + "' takes " + bytes
                        + " bytes from byte " + location.offset() + ", the file has " + data.bytes());
            }
        });
    }

    private RandomAccessInput openShard(int shard) {
        return RandomAccessInput.open(
                BundleFiles.data(BundleFiles.prefix(file), shard, index.shards()),
                "the values of the TensorFlow checkpoint " + file);
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public String format() {
        return TensorFlowBundle.NAME;
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
        return Collections.unmodifiableMap(index.unreadable());
    }

    @Override
    public void readInto(String name, ByteBuffer values) {
        require(name);
        Location location = Objects.requireNonNull(index.tensors().get(name));
        RandomAccessInput data = Objects.requireNonNull(shards.get(location.shard()));
        data.readFully(values.slice(), location.offset());
        if (MaskedCrc.of(values) != location.maskedCrc32c()) {
            throw new WeightsException(data.file() + ": damaged: the values of tensor '" + name + "' ("
                    + values.remaining() + " bytes at byte " + location.offset() + ") fail their checksum");
        }
    }

    @Override
    public void close() {
        shards.values().forEach(RandomAccessInput::close);
    }
}
