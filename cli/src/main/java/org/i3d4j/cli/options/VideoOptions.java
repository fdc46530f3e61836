package org.i3d4j.cli.options;

import org.i3d4j.video.VideoLimits;
import picocli.CommandLine.Option;

/** What a video may take. */
public final class VideoOptions {
    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            description = "Refuse videos with larger frames, width x height (default: ${DEFAULT-VALUE}, 8192x8192).",
            defaultValue = "67108864")
    private long maxPixels;

    public VideoLimits limits() {
        return VideoLimits.DEFAULT.withMaxPixels(maxPixels);
    }
}
