package org.i3d4j.curate.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.FolderLock;
import org.i3d4j.report.JsonReport;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the flow in a folder was made, {@code flow.json} in it: all of it alike.
 *
 * @param version of the layout
 */
record FlowManifest(int version, FlowFormat format, FlowMethod method, int shortSide, FlowLevels levels) {
    static final String FILE = "flow.json";
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    static FlowManifest of(FlowSettings settings, FlowFormat format) {
        return new FlowManifest(VERSION, format, settings.method(), settings.shortSide(), settings.levels());
    }

    /**
     * Writes this into a new folder, or compares it with that of an older run.
     *
     * @throws OutputException if the folder holds flow of another making, or other files and no flow
     */
    void claim(Path folder) {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            FlowManifest found = read(file);
            if (!equals(found)) {
                throw new OutputException(folder + ": holds flow of " + found.words() + "; asked for " + words()
                        + ". Use another folder, or remove this one");
            }
        } else {
            requireEmpty(folder);
            JsonReport.write(file, this);
        }
    }

    private static void requireEmpty(Path folder) {
        String[] entries = folder.toFile().list((parent, name) -> !name.equals(FolderLock.FILE));
        if (entries == null || entries.length > 0) {
            throw new OutputException(
                    folder + ": is not empty and holds no flow (no " + FILE + "); use another folder");
        }
    }

    private static FlowManifest read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new OutputException(file + ": is too large for what a folder of flow says of itself");
            }
            return JSON.readValue(Files.readAllBytes(file), FlowManifest.class);
        } catch (IOException | JacksonException e) {
            throw new OutputException(
                    file + ": can't be read; remove the folder, or use another: " + e.getMessage(), e);
        }
    }

    private String words() {
        return new FlowSettings(method, shortSide, levels) + " as " + format.extension()
                + (version == VERSION ? "" : " (version " + version + ")");
    }
}
