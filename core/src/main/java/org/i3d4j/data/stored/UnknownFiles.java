package org.i3d4j.data.stored;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.i3d4j.video.VideoExtensions;
import org.i3d4j.video.container.VideoContainers;

/**
 * Looks into files whose names don't tell what they are. A folder may have hundreds of thousands, often on a network disk:
 * once many of one extension were no videos, the others of it are not looked at any more. One for all folders of a data set.
 */
public final class UnknownFiles {
    private static final int MOST_LOOKS_IN_VAIN = 32;

    /** Looks in vain by extension; -1 once one was a video. */
    private final Map<String, Integer> inVain = new HashMap<>();

    /** Whether a regular file holds a video. */
    boolean isVideo(Path file) {
        String extension = VideoExtensions.of(file);
        int before = inVain.getOrDefault(extension, 0);
        if (before >= MOST_LOOKS_IN_VAIN) {
            return false;
        }
        boolean video = VideoContainers.holdsVideo(file);
        if (before >= 0) {
            inVain.put(extension, video ? -1 : before + 1);
        }
        return video;
    }
}
