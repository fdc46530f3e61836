package org.i3d4j.video.flow;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a video of optical flow says of itself, in its container's tags: that its frames are two planes of levels, the
 * horizontal motion above the vertical, and how they were made.
 *
 * @param settings how it was made
 * @param video fingerprint of what it was made of, hexadecimal digits; empty where an older version did not tell
 * @param frames of flow; where there are fewer, the file was cut off
 */
public record FlowNote(FlowSettings settings, String video, int frames) {
    /** The tag that holds it. */
    public static final String TAG = "I3D4J_FLOW";

    /** As it is stored. */
    public String text() {
        return "method=" + settings.method().yamlName() + " short_side=" + settings.shortSide() + " levels="
                + settings.levels().yamlName() + " video=" + video + " frames="
                + frames;
    }

    /** What {@link #text} wrote; empty of any other text. */
    public static Optional<FlowNote> of(String text) {
        Map<String, String> values = Stream.of(text.split(" ", -1))
                .map(entry -> entry.split("=", 2))
                .filter(entry -> entry.length == 2)
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1], (first, second) -> first));
        try {
            FlowSettings settings = new FlowSettings(
                    FlowMethod.valueOf(required(values, "method").toUpperCase(Locale.ROOT)),
                    Integer.parseInt(required(values, "short_side")),
                    FlowLevels.valueOf(required(values, "levels").toUpperCase(Locale.ROOT)));
            return Optional.of(
                    new FlowNote(settings, required(values, "video"), Integer.parseInt(required(values, "frames"))));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String required(Map<String, String> values, String key) {
        return values.getOrDefault(key, "");
    }
}
