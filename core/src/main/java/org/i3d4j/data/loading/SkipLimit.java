package org.i3d4j.data.loading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.error.DatasetException;
import org.i3d4j.text.Counted;

/** How much of a data set may be unusable before it is not worth going on. */
public final class SkipLimit {
    private static final int VIDEOS_SHOWN = 3;

    private SkipLimit() {}

    /**
     * Compares what can't be used with what is listed.
     *
     * @param maxSkipped share allowed, in [0, 1]
     * @param broken videos that are there, but could not be read
     * @throws DatasetException with counts and the first few reasons, if it is more
     */
    public static void check(double maxSkipped, VideoDataset dataset, List<SkippedVideo> broken) {
        long listed = (long) dataset.samples().size() + dataset.skipped().size();
        long skipped = (long) dataset.skipped().size() + broken.size();
        if (skipped <= maxSkipped * listed) {
            return;
        }
        String reasons = reasons(Stream.concat(dataset.skipped().stream(), broken.stream())
                .limit(VIDEOS_SHOWN)
                .toList());
        throw new DatasetException(skipped + " of " + Counted.of(listed, "listed video") + " can't be used ("
                + dataset.skipped().size() + " missing or without label, " + broken.size()
                + " broken), more than the share max_skipped = " + maxSkipped + " of " + dataset.description()
                + "; the first: " + reasons + ". Complete the data set, or raise data_loader.*.dataset.max_skipped");
    }

    /** One that several have is told once, behind all of them. */
    private static String reasons(List<SkippedVideo> videos) {
        Map<String, String> filesByReason = new LinkedHashMap<>();
        videos.forEach(video ->
                filesByReason.merge(video.reason(), video.file().toString(), (files, file) -> files + ", " + file));
        return filesByReason.entrySet().stream()
                .map(same -> same.getValue() + ": " + same.getKey())
                .collect(Collectors.joining("; "));
    }
}
