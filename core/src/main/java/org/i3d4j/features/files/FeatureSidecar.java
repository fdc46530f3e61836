package org.i3d4j.features.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;
import org.i3d4j.report.JsonReport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What made the features of a video, kept beside them as {@code NAME.json}.
 *
 * @param settings all that decides on the features, by name
 * @param video its file
 * @param fingerprint of the video
 */
record FeatureSidecar(Map<String, Object> settings, Path video, String fingerprint) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long MOST_BYTES = 1L << 30;
    private static final Set<String> COMPARED = Set.of("settings", "video", "bytes");

    /** What has become of the features that this is of. */
    enum State {
        /** There are none yet. */
        ABSENT,
        /** They are there. */
        THERE,
        /** Their place is taken. */
        TAKEN
    }

    /**
     * What is found where features shall go.
     *
     * @param reason why the place is taken, to go behind the name of the file
     */
    record Found(State state, String reason) {}

    /**
     * Looks at what is there, which a file of features is.
     *
     * @throws OutputException if a sidecar can't be read
     */
    Found lookAt(FeatureFiles files) {
        Path sidecar = files.sidecar();
        if (!Files.isRegularFile(sidecar)) {
            return new Found(State.TAKEN, "is there already, and no " + sidecar.getFileName() + " says what made it");
        }
        Optional<JsonNode> found = read(sidecar);
        Optional<String> other = found.isEmpty()
                ? Optional.of("is there already, and " + sidecar.getFileName() + " can't be read")
                : difference(found.get());
        if (other.isPresent()) {
            return new Found(State.TAKEN, other.get());
        }
        boolean whole = files.areThere() && found.orElseThrow().path("bytes").asLong(-1) == bytes(files.main());
        return new Found(whole ? State.THERE : State.ABSENT, "");
    }

    /** What is compared; the windows, of which there may be millions, are passed over. */
    private static Optional<JsonNode> read(Path sidecar) {
        try (InputStream in = Files.newInputStream(sidecar);
                JsonParser parser = JSON.createParser(in)) {
            ObjectNode compared = JSON.createObjectNode();
            if (Files.size(sidecar) > MOST_BYTES || parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (COMPARED.contains(name)) {
                    compared.set(name, parser.readValueAsTree());
                } else {
                    parser.skipChildren();
                }
            }
            return parser.hasToken(JsonToken.END_OBJECT) && parser.nextToken() == null
                    ? Optional.of(compared)
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<String> difference(JsonNode found) {
        JsonNode asked = JSON.readTree(JsonReport.line(settings));
        JsonNode had = found.path("settings");
        Set<String> names = new TreeSet<>(asked.propertyNames());
        names.addAll(had.propertyNames());
        List<String> differences = names.stream()
                .filter(name -> !asked.path(name).equals(had.path(name)))
                .map(name -> name + " " + words(had.path(name)) + ", asked for " + words(asked.path(name)))
                .toList();
        if (!differences.isEmpty()) {
            return Optional.of("holds features of another setting: " + String.join("; ", differences));
        }
        if (!found.path("video").path("fingerprint").asString("").equals(fingerprint)) {
            return Optional.of("holds features of another video, "
                    + found.path("video").path("file").asString("unknown") + ", or of this one before it was changed");
        }
        return Optional.empty();
    }

    private static String words(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.isString() ? value.asString() : value.toString();
    }

    /**
     * Size of a file of features.
     *
     * @throws OutputException if it can't be read
     */
    static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new OutputException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    /**
     * Writes it.
     *
     * @param bytes size of the file of features, when that is whole
     * @throws OutputException if it can't be written
     */
    void write(FeatureFiles files, FeatureTable table, OptionalLong bytes) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("format", 1);
        said.put("video", Map.of("file", video.toAbsolutePath().normalize(), "fingerprint", fingerprint));
        bytes.ifPresent(size -> said.put("bytes", size));
        said.put("settings", settings);
        said.put("shape", table.shape());
        said.put("frames", table.end().frames());
        said.put("frame_rate", table.end().frameRate());
        said.put("duration_seconds", table.end().durationSeconds());
        said.put("frames_left_out", table.end().leftOut());
        said.put("damage", table.end().damage().orElse(null));
        JsonReport.write(
                files.sidecar(),
                said,
                "windows",
                each -> table.spool().forEachPlace(place -> each.accept(window(place))));
    }

    private static Map<String, Object> window(FeatureSpool.Place place) {
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("start_frame", place.startFrame());
        window.put("end_frame", place.endFrame());
        window.put("start_seconds", place.startSeconds());
        window.put("end_seconds", place.endSeconds());
        return window;
    }
}
