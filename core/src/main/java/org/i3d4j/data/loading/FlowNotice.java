package org.i3d4j.data.loading;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.source.FlowReading;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.text.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells that optical flow will be computed while videos are read, which is slow and may not be what was meant. */
final class FlowNotice {
    private static final Logger log = LoggerFactory.getLogger(FlowNotice.class);
    /** To ask for all files of a large data set takes minutes. */
    private static final int MOST_ASKED = 1000;

    private FlowNotice() {}

    /** Looks for the flow of videos, of very many for that of some of them. */
    static void tell(VideoDataset dataset, FlowReading flow) {
        List<Path> videos = dataset.samples().stream()
                .map(VideoSample::file)
                .filter(file -> FileKind.of(file) != FileKind.CLIP)
                .distinct()
                .toList();
        List<Path> asked = EvenShare.of(videos, MOST_ASKED);
        long missing = asked.stream().filter(video -> !flow.isInFolder(video)).count();
        if (missing > 0) {
            log.warn(
                    "warning: the optical flow of {} of {}{} {}; it is computed ({}) as they are read",
                    missing,
                    Counted.of(asked.size(), "video"),
                    asked.size() < videos.size() ? " that were looked for" : "",
                    flow.folder()
                            .map(folder -> "is not in " + folder)
                            .orElse("is not stored, unless in the videos' place"),
                    flow.settings());
        }
    }
}
