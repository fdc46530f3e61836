package org.i3d4j.curate.cache;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.curate.FolderManifest;
import org.i3d4j.data.source.FlowReading;
import org.i3d4j.error.OutputException;

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
        new FolderManifest<>(FILE, "cache", CacheManifest.class)
                .claim(
                        folder,
                        this,
                        found -> "a cache of " + found + "; asked for one "
                                + (source.equals(found.source) ? contents() : "of " + this));
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
