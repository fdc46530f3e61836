package org.i3d4j.curate.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.data.source.FlowReading;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.FolderLock;
import org.i3d4j.report.JsonReport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a cache was made from, {@code cache.json} in its folder.
 *
 * @param format version of the layout
 * @param source folder of the data set, and how the optical flow of its videos is computed if it is of that
 * @param shortEdge as {@link CacheSettings}
 * @param framesPerSecond as {@link CacheSettings}
 */
record CacheManifest(int format, String source, int shortEdge, double framesPerSecond) {
    static final String FILE = "cache.json";
    private static final int FORMAT = 1;
    private static final int MOST_BYTES = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    static CacheManifest of(Path root, Optional<FlowReading> flow, CacheSettings settings) {
        String source = root.toAbsolutePath().normalize()
                + flow.map(reading -> " (optical flow: " + reading.settings() + ")")
                        .orElse("");
        return new CacheManifest(FORMAT, source, settings.shortEdge(), settings.framesPerSecond());
    }

    /**
     * Writes this into a new cache's folder, or compares it with that of an older one.
     *
     * @throws OutputException if the folder holds another cache, or other files and no cache
     */
    void claim(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            requireEmpty(folder);
            JsonReport.write(file, this);
            return;
        }
        CacheManifest found = read(file);
        if (!equals(found)) {
            throw new OutputException(folder + ": holds a cache of " + found + "; asked for one "
                    + (source.equals(found.source) ? contents() : "of " + this)
                    + ". Use another folder, or remove this one");
        }
    }

    private static void requireEmpty(Path folder) {
        String[] entries = folder.toFile().list((parent, name) -> !name.equals(FolderLock.FILE));
        if (Files.exists(folder) && (entries == null || entries.length > 0)) {
            throw new OutputException(
                    folder + ": is not empty and holds no cache (no " + FILE + "); use another folder");
        }
    }

    private static CacheManifest read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new OutputException(file + ": is too large for what a cache says of itself");
            }
            return JSON.readValue(Files.readAllBytes(file), CacheManifest.class);
        } catch (IOException | JacksonException e) {
            throw new OutputException(
                    file + ": can't be read; remove the folder, or cache into another: " + e.getMessage(), e);
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return source + " " + contents();
    }

    private String contents() {
        return "with a short edge of " + shortEdge + " and "
                + (framesPerSecond == 0 ? "all frames" : framesPerSecond + " frames/s")
                + (format == FORMAT ? "" : " (format " + format + ")");
    }
}
