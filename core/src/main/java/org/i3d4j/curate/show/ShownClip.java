package org.i3d4j.curate.show;

import java.nio.file.Path;
import java.util.List;

/**
 * A clip that was written.
 *
 * @param file the array, float32 C,T,H,W
 * @param video the video it is from
 * @param classes names of the video's classes
 * @param sample the video's position in the data set
 * @param clip which of the video's clips, from 0
 */
public record ShownClip(Path file, Path video, List<String> classes, int sample, int clip) {
    public ShownClip {
        classes = List.copyOf(classes);
    }
}
