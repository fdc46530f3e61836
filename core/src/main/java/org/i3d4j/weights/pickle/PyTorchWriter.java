package org.i3d4j.weights.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.MetadataJson;
import org.i3d4j.weights.pickle.zip.StoredZip;

/** Writes state dicts that {@code torch.load(file, weights_only=True)} opens; the same content gives the same bytes. */
public final class PyTorchWriter {
    private static final String FOLDER = "archive/";

    private PyTorchWriter() {}

    /**
     * Writes {@code tensors} to {@code file} as a bare state dict in the map's order; the file keeps its old content
     * until the new one is on the disk.
     *
     * @param metadata text to keep with them, where {@code torch.load} does not look
     * @throws OutputException if it can't be written; the old file is still there
     */
    public static void write(Path file, Map<String, String> metadata, Map<String, TensorData> tensors) {
        write(file, metadata, tensors, Optional.empty());
    }

    /**
     * As {@link #write(Path, Map, Map)}.
     *
     * @param key in a dict, under which the state dict is; empty for a bare state dict
     */
    public static void write(
            Path file, Map<String, String> metadata, Map<String, TensorData> tensors, Optional<String> key) {
        tensors.keySet().forEach(name -> requireEncodable(file, name));
        metadata.forEach((name, value) -> requireEncodable(file, name + value));
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> infos.put(name, tensor.info()));
        byte[] pickle = StateDictPickle.of(infos, key);
        AtomicFile.write(file, channel -> {
            var zip = new StoredZip(channel);
            zip.add(FOLDER + ZipContainer.PICKLE, ByteBuffer.wrap(pickle));
            addText(zip, ZipContainer.BYTE_ORDER, ZipContainer.LITTLE_ENDIAN);
            int storage = 0;
            for (TensorData tensor : tensors.values()) {
                zip.add(FOLDER + ZipContainer.STORAGES + storage++, tensor.values());
            }
            addText(zip, "version", "3\n");
            if (!metadata.isEmpty()) {
                zip.add(FOLDER + ZipContainer.METADATA, ByteBuffer.wrap(MetadataJson.format(metadata)));
            }
            zip.finish();
        });
    }

    /** Half a surrogate pair would silently become a question mark. */
    private static void requireEncodable(Path file, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new OutputException(
                    file + ": a name or text with half a character (surrogate) can't be written: " + text);
        }
    }

    private static void addText(StoredZip zip, String name, String text) throws IOException {
        zip.add(FOLDER + name, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
