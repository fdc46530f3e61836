package org.i3d4j.curate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.FolderLock;
import org.i3d4j.files.IoReason;
import org.i3d4j.report.JsonReport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a folder that is filled run by run says of itself, so that all in it is made alike.
 *
 * @param file its name in the folder, JSON
 * @param contents the word for what the folder holds
 * @param type a record of all that decides on what is made
 */
public record FolderManifest<T>(String file, String contents, Class<T> type) {
    private static final int MOST_BYTES = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /**
     * Writes {@code wanted} into a new folder, or compares it with what an older run wrote.
     *
     * @param difference from what is found, in words that go behind "holds"
     * @throws OutputException if the folder holds what was made otherwise, or other files
     */
    public void claim(Path folder, T wanted, Function<? super T, String> difference) {
        Path manifest = folder.resolve(file);
        if (!Files.exists(manifest)) {
            requireEmpty(folder);
            JsonReport.write(manifest, wanted);
            return;
        }
        T found = read(manifest);
        if (!wanted.equals(found)) {
            throw new OutputException(
                    folder + ": holds " + difference.apply(found) + ". Use another folder, or remove this one");
        }
    }

    /**
     * What a folder says of itself; empty if it says nothing.
     *
     * @throws OutputException if that can't be read
     */
    public Optional<T> in(Path folder) {
        Path manifest = folder.resolve(file);
        return Files.exists(manifest) ? Optional.of(read(manifest)) : Optional.empty();
    }

    private void requireEmpty(Path folder) {
        String[] entries = folder.toFile().list((parent, name) -> !name.equals(FolderLock.FILE));
        if (Files.exists(folder) && (entries == null || entries.length > 0)) {
            throw new OutputException(
                    folder + ": is not empty and holds no " + contents + " (no " + file + "); use another folder");
        }
    }

    private T read(Path manifest) {
        try {
            if (Files.size(manifest) > MOST_BYTES) {
                throw new OutputException(
                        manifest + ": is too large for what a folder of " + contents + " says of itself");
            }
            return JSON.readValue(Files.readAllBytes(manifest), type);
        } catch (IOException e) {
            throw new OutputException(
                    manifest + ": can't be read: " + IoReason.of(e, manifest) + "; remove the folder, or use another",
                    e);
        } catch (JacksonException e) {
            throw new OutputException(
                    manifest + ": is not what a folder of " + contents + " says of itself; remove the folder, or use"
                            + " another",
                    e);
        }
    }
}
