package org.i3d4j.weights.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.i3d4j.error.Advice;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text of a checkpoint whose format has no room for it: a JSON file beside it, of its name with {@value #EXTENSION}. It
 * holds the length and the CRC-32C (RFC 3720) of the checkpoint's file, so that it says nothing of another one of that name.
 */
public final class SidecarFile {
    /** What its name ends in. */
    public static final String EXTENSION = ".i3d4j.json";

    private static final Logger log = LoggerFactory.getLogger(SidecarFile.class);
    private static final String BYTES_KEY = "weights_bytes";
    private static final String CHECKSUM_KEY = "weights_crc32c";
    private static final int BLOCK_BYTES = 1 << 20;

    private SidecarFile() {}

    /** Where the text of {@code checkpoint} lies. */
    public static Path of(Path checkpoint) {
        return checkpoint.resolveSibling(checkpoint.getFileName() + EXTENSION);
    }

    /**
     * Writes the text of a checkpoint.
     *
     * @param checkpoint its file; of several, one that any change to the checkpoint changes
     * @throws OutputException if it can't be written; an older one stays, and fits no longer
     */
    public static void write(Path checkpoint, Map<String, String> metadata) {
        metadata.forEach((key, value) -> requireEncodable(of(checkpoint), key + value));
        Map<String, String> entries = new TreeMap<>(metadata);
        entries.putAll(binding(checkpoint));
        AtomicFile.write(of(checkpoint), MetadataJson.format(entries));
    }

    /** Half a surrogate pair would silently become a question mark. */
    private static void requireEncodable(Path file, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new OutputException(file + ": text with half a character (surrogate) can't be written: " + text);
        }
    }

    /**
     * Reads the text of a checkpoint. One that was written for other weights is passed over with a warning.
     *
     * @param checkpoint the file that {@link #write} was given
     * @return empty if there is none, or none that fits
     * @throws WeightsException if it is damaged
     */
    public static Map<String, String> read(Path checkpoint) {
        Path file = of(checkpoint);
        if (!Files.exists(file)) {
            return Map.of();
        }
        Map<String, String> entries = new TreeMap<>(parse(file));
        Map<String, String> found = binding(checkpoint);
        boolean fits = entries.entrySet().containsAll(found.entrySet());
        if (!fits) {
            log.warn(
                    "warning: {}: was written for other weights than {} ({} bytes, checksum {}; found {}, {}), so it is"
                            + " ignored; delete it, or put back the checkpoint it belongs to",
                    file,
                    checkpoint,
                    entries.getOrDefault(BYTES_KEY, "?"),
                    entries.getOrDefault(CHECKSUM_KEY, "?"),
                    found.get(BYTES_KEY),
                    found.get(CHECKSUM_KEY));
            return Map.of();
        }
        entries.keySet().removeAll(found.keySet());
        return entries;
    }

    private static Map<String, String> parse(Path file) {
        try {
            return MetadataJson.parse(file.toString(), content(file));
        } catch (WeightsException e) {
            throw new WeightsException(
                    e.getMessage() + "; " + Advice.CONVERT_AGAIN + ", or delete this file to do without it", e);
        }
    }

    private static byte[] content(Path file) {
        try (RandomAccessInput input = RandomAccessInput.open(file, "what i3d4j knows of the checkpoint beside it")) {
            if (input.bytes() > MetadataJson.MAXIMUM_BYTES) {
                throw new WeightsException(file + ": has " + input.bytes() + " bytes, expected at most "
                        + MetadataJson.MAXIMUM_BYTES + " of text; is it i3d4j's?");
            }
            return input.read(0, (int) input.bytes()).array();
        }
    }

    private static Map<String, String> binding(Path checkpoint) {
        try (RandomAccessInput input = RandomAccessInput.open(checkpoint, "a checkpoint")) {
            CRC32C sum = new CRC32C();
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
            for (long at = 0; at < input.bytes(); at += BLOCK_BYTES) {
                block.clear().limit((int) Math.min(BLOCK_BYTES, input.bytes() - at));
                input.readFully(block, at);
                sum.update(block);
            }
            String digits = HexFormat.of().toHexDigits(sum.getValue(), Integer.BYTES * 2);
            return Map.of(BYTES_KEY, String.valueOf(input.bytes()), CHECKSUM_KEY, digits);
        }
    }
}
