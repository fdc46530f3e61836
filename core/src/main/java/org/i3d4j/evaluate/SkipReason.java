package org.i3d4j.evaluate;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.i3d4j.data.SkippedVideo;

/**
 * Videos left out for the same reason.
 *
 * @param reason without the name of the file
 * @param videos their number
 * @param example the first of them
 */
public record SkipReason(String reason, long videos, Path example) {

    /** All reasons, the most frequent first. */
    public static List<SkipReason> of(List<SkippedVideo> skipped) {
        return skipped.stream().collect(Collectors.groupingBy(SkippedVideo::reason)).entrySet().stream()
                .map(same -> new SkipReason(
                        same.getKey(),
                        same.getValue().size(),
                        same.getValue().get(0).file()))
                .sorted(Comparator.comparingLong(SkipReason::videos).reversed().thenComparing(SkipReason::reason))
                .toList();
    }
}
