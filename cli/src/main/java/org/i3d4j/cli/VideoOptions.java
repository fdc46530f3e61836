package org.i3d4j.cli;

import org.i3d4j.video.VideoLimits;
import picocli.CommandLine.Option;

/** What a video may take. */
final class VideoOptions {
    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            description = "Refuse videos with larger frames, width x height (default: ${DEFAULT-VALUE}, 8192x8192).",
            defaultValue = "67108864")
    private long maxPixels;

    VideoLimits limits() {
        return VideoLimits.DEFAULT.withMaxPixels(maxPixels);
    }
}
