package org.i3d4j.weights.tfbundle;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.RandomAccessInput;
import org.i3d4j.weights.tfbundle.message.BundleEntry;
import org.i3d4j.weights.tfbundle.message.BundleHeader;

/**
 * What a {@code .index} file says.
 *
 * @param shards number of data files
 * @param tensors where the values of each tensor lie, by name, sorted
 * @param unreadable other entries: name and what they are
 */
record BundleIndex(int shards, Map<String, Location> tensors, Map<String, String> unreadable) {
    /** An index is kept in memory whole; one of 100,000 variables takes about 10 MB. */
    private static final long MAXIMUM_BYTES = 16 << 20;

    /** As many as file names of five digits can tell apart. */
    private static final int MAXIMUM_SHARDS = 99_999;
    /** TensorFlow's own limit. */
    private static final int MAXIMUM_AXES = 254;
    /** The version of the format that this reader knows. */
    private static final int VERSION = 1;

    /**
     * Where a tensor's values lie.
     *
     * @param shard number of the data file
     * @param offset first byte there
     * @param maskedCrc32c checksum of the values
     */
    record Location(TensorInfo info, int shard, long offset, int maskedCrc32c) {}

    /**
     * Reads and checks an index; offsets are not compared with the data files here.
     *
     * @throws WeightsException if it is damaged, big-endian or of a newer version
     */
    static BundleIndex read(RandomAccessInput index) {
        if (index.bytes() > MAXIMUM_BYTES) {
            throw new WeightsException(index.file() + ": an index of " + index.bytes() + " bytes; at most "
                    + MAXIMUM_BYTES + " are allowed");
        }
        byte[] table = new byte[(int) index.bytes()];
        index.readFully(ByteBuffer.wrap(table), 0);
        return parse(index.file(), TableReader.read(index.file(), table));
    }

    private static BundleIndex parse(Path file, List<TableEntry> entries) {
        if (entries.isEmpty() || !entries.get(0).key().isEmpty()) {
            throw new WeightsException(file + ": is a sorted table, but no TensorFlow index: it has no header");
        }
        int shards = shards(file, entries.get(0));
        Map<String, Location> tensors = new LinkedHashMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        for (TableEntry entry : entries.subList(1, entries.size())) {
            // Names of parts of partitioned variables: a zero, the variable's name, the bounds. The variable has an
            // entry.
            if (entry.key().byteAt(0) == 0) {
                continue;
            }
            String where = file + ": tensor '" + entry.key().toStringUtf8() + "'";
            BundleEntry message = entry(where, entry);
            String name = entry.key().toStringUtf8();
            whyUnreadable(message)
                    .ifPresentOrElse(
                            why -> unreadable.put(name, why),
                            () -> tensors.put(name, location(where, message, shards)));
        }
        return new BundleIndex(shards, tensors, unreadable);
    }

    private static int shards(Path file, TableEntry entry) {
        BundleHeader header;
        try {
            header = BundleHeader.parseFrom(entry.value());
        } catch (InvalidProtocolBufferException e) {
            throw new WeightsException(file + ": damaged header: " + e.getMessage(), e);
        }
        if (header.getNumShards() == 0) {
            throw new WeightsException(
                    file + ": is a sorted table, but no index of a TensorFlow checkpoint of version 2: it"
                            + " names no data files; one of version 1 (all in one file) has to be saved again by TensorFlow");
        }
        if (header.getEndianness() != BundleHeader.Endianness.LITTLE) {
            throw new WeightsException(
                    file + ": was written on a big-endian machine; save it again on a little-endian one");
        }
        if (header.getVersion().getMinConsumer() > VERSION) {
            throw new WeightsException(file + ": needs a reader of version "
                    + header.getVersion().getMinConsumer() + " of the format; this one knows version " + VERSION);
        }
        if (header.getNumShards() < 1 || header.getNumShards() > MAXIMUM_SHARDS) {
            throw new WeightsException(
                    file + ": expected 1 to " + MAXIMUM_SHARDS + " data files, found " + header.getNumShards());
        }
        return header.getNumShards();
    }

    private static BundleEntry entry(String where, TableEntry entry) {
        if (!entry.key().isValidUtf8()) {
            throw new WeightsException(where + ": its name is not UTF-8");
        }
        try {
            return BundleEntry.parseFrom(entry.value());
        } catch (InvalidProtocolBufferException e) {
            throw new WeightsException(where + ": damaged entry: " + e.getMessage(), e);
        }
    }

    private static Optional<String> whyUnreadable(BundleEntry entry) {
        if (entry.getSlicesCount() > 0) {
            return Optional.of("a variable in " + entry.getSlicesCount() + " partitions");
        }
        return ElementTypes.dataType(entry.getDtype()).isPresent()
                ? Optional.empty()
                : Optional.of("values of TensorFlow's type " + entry.getDtype());
    }

    private static Location location(String where, BundleEntry entry, int shards) {
        TensorInfo info = info(where, entry);
        if (entry.getSize() != info.bytes()) {
            throw new WeightsException(
                    where + ": " + info + " takes " + info.bytes() + " bytes, its entry says " + entry.getSize());
        }
        if (entry.getShardId() < 0 || entry.getShardId() >= shards) {
            throw new WeightsException(where + ": lies in data file " + entry.getShardId() + " of " + shards);
        }
        return new Location(info, entry.getShardId(), entry.getOffset(), entry.getCrc32C());
    }

    private static TensorInfo info(String where, BundleEntry entry) {
        if (entry.getShape().getUnknownRank() || entry.getShape().getDimCount() > MAXIMUM_AXES) {
            throw new WeightsException(where + ": expected a shape of at most " + MAXIMUM_AXES + " axes, found "
                    + (entry.getShape().getUnknownRank()
                            ? "none"
                            : entry.getShape().getDimCount()));
        }
        DataType dataType = ElementTypes.dataType(entry.getDtype()).orElseThrow();
        try {
            return new TensorInfo(
                    dataType,
                    entry.getShape().getDimList().stream()
                            .map(dim -> dim.getSize())
                            .toList());
        } catch (WeightsException e) {
            throw new WeightsException(where + ": " + e.getMessage(), e);
        }
    }
}
