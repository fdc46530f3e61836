package org.i3d4j.predict.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Names of the stored streams of one video: {@code X_rgb.npy} and {@code X_flow.npy}, or {@code rgb.npy} and {@code flow.npy}. */
public final class StreamFiles {
    private static final String RGB = "rgb.npy";
    private static final String FLOW = "flow.npy";
    private static final String SEPARATOR = "_";
    /** What follows the name of a video, of either stream. */
    public static final List<String> ENDS = List.of(SEPARATOR + RGB, SEPARATOR + FLOW);

    private StreamFiles() {}

    /** The flow that lies beside a file of RGB; empty if the file is not called so, or there is none. */
    public static Optional<Path> flowBeside(Path rgb) {
        String name = String.valueOf(rgb.getFileName());
        if (!name.equals(RGB) && !name.endsWith(SEPARATOR + RGB)) {
            return Optional.empty();
        }
        Path flow = rgb.resolveSibling(name.substring(0, name.length() - RGB.length()) + FLOW);
        return Files.isRegularFile(flow) ? Optional.of(flow) : Optional.empty();
    }
}
