package org.i3d4j.weights.tfbundle;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.SidecarFile;
import org.i3d4j.weights.tfbundle.message.BundleEntry;
import org.i3d4j.weights.tfbundle.message.BundleHeader;
import org.i3d4j.weights.tfbundle.message.CheckpointState;
import org.i3d4j.weights.tfbundle.message.Shape;
import org.i3d4j.weights.tfbundle.message.Version;

/**
 * Writes tensor bundles of one data file, byte for byte as TensorFlow does. They have no room for text: that goes to a
 * {@link SidecarFile}.
 */
public final class BundleWriter {
    private static final int VERSION = 1;

    private BundleWriter() {}

    /**
     * Writes {@code tensors}, as {@link #write(Path, Map)}, and beside them {@code metadata}.
     *
     * @throws OutputException if a file can't be written
     */
    public static void write(Path prefix, Map<String, String> metadata, Map<String, TensorData> tensors) {
        write(prefix, tensors);
        SidecarFile.write(BundleFiles.index(prefix), metadata);
    }

    /**
     * Writes {@code tensors} to {@code PREFIX.data-00000-of-00001}, then {@code PREFIX.index}, and names the prefix in the
     * folder's {@code checkpoint} file. Each file keeps its old content until the new one is on the disk; an old index
     * beside new values is told by their checksums. Sorted by name; the order of the map plays no part.
     *
     * @param prefix as {@code folder/model.ckpt}
     * @throws OutputException if a file can't be written
     */
    public static void write(Path prefix, Map<String, TensorData> tensors) {
        Path name = prefix.getFileName();
        if (name == null || name.toString().isEmpty()) {
            throw new OutputException(prefix + ": is a folder; expected the prefix of a TensorFlow checkpoint's files");
        }
        SortedMap<ByteString, TensorData> sorted = sorted(prefix, tensors);
        byte[] index = TableWriter.write(entries(sorted));
        AtomicFile.write(BundleFiles.data(prefix, 0, 1), channel -> {
            for (TensorData tensor : sorted.values()) {
                AtomicFile.writeFully(channel, tensor.values().duplicate());
            }
        });
        AtomicFile.write(BundleFiles.index(prefix), index);
        AtomicFile.write(prefix.resolveSibling(BundleFiles.STATE), state(name.toString()));
    }

    private static SortedMap<ByteString, TensorData> sorted(Path prefix, Map<String, TensorData> tensors) {
        SortedMap<ByteString, TensorData> sorted = new TreeMap<>(ByteString.unsignedLexicographicalComparator());
        tensors.forEach((name, tensor) -> {
            // The empty key is the header's, keys from \0 on are those of partitions.
            if (name.isEmpty()
                    || name.charAt(0) == 0
                    || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                throw new OutputException(
                        prefix + ": a tensor can't be called '" + name + "' in a TensorFlow checkpoint");
            }
            sorted.put(ByteString.copyFromUtf8(name), tensor);
        });
        return sorted;
    }

    private static List<TableEntry> entries(SortedMap<ByteString, TensorData> tensors) {
        List<TableEntry> entries = new ArrayList<>();
        BundleHeader header = BundleHeader.newBuilder()
                .setNumShards(1)
                .setVersion(Version.newBuilder().setProducer(VERSION))
                .build();
        entries.add(new TableEntry(ByteString.EMPTY, header.toByteString()));
        long offset = 0;
        for (Map.Entry<ByteString, TensorData> named : tensors.entrySet()) {
            TensorData tensor = named.getValue();
            entries.add(new TableEntry(named.getKey(), entry(tensor, offset).toByteString()));
            offset += tensor.info().bytes();
        }
        return entries;
    }

    private static BundleEntry entry(TensorData tensor, long offset) {
        Shape.Builder shape = Shape.newBuilder();
        tensor.shape().forEach(side -> shape.addDimBuilder().setSize(side));
        return BundleEntry.newBuilder()
                .setDtype(ElementTypes.of(tensor.dataType()))
                .setShape(shape)
                .setOffset(offset)
                .setSize(tensor.info().bytes())
                .setCrc32C(MaskedCrc.of(tensor.values()))
                .build();
    }

    private static byte[] state(String prefix) {
        CheckpointState state = CheckpointState.newBuilder()
                .setModelCheckpointPath(prefix)
                .addAllModelCheckpointPaths(prefix)
                .build();
        return TextFormat.printer().printToString(state).getBytes(StandardCharsets.UTF_8);
    }
}
