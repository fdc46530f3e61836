package org.i3d4j.features;

import java.util.List;

/**
 * The features of a video.
 *
 * @param video what it is called
 * @param rows of its windows, in order
 * @param end what was seen of the video
 */
public record Features(String video, List<FeatureRow> rows, FeatureEnd end) {
    public Features {
        rows = List.copyOf(rows);
    }
}
