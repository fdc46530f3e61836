package org.i3d4j.curate.check;

import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param parts a summary for each split
 * @param problems in the order of the splits and their lists, first a split's faulty rows, then its missing videos
 * @param resolutions number of videos by {@code WIDTHxHEIGHT}, the most frequent first
 * @param frameRates number of videos by frames per second, the most frequent first
 * @param durationsSeconds of all videos that can be opened and have more than one frame, ascending
 */
public record CheckResult(
        List<Part> parts,
        List<Problem> problems,
        Map<String, Integer> resolutions,
        Map<String, Integer> frameRates,
        List<Double> durationsSeconds) {

    public CheckResult {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
        durationsSeconds = List.copyOf(durationsSeconds);
    }

    /**
     * A split.
     *
     * @param name as the user names it
     * @param description of the data set, one line
     * @param videos videos that are there and can be read
     * @param faulty rows of the lists that can't be used
     * @param missing listed, but not there
     * @param broken can't be read
     * @param damaged have lost frames; among {@code videos}
     * @param tooShort have fewer frames than a clip takes; among {@code videos}
     * @param unlabelled without a class; among those that are there
     * @param frames of all {@code videos}
     * @param videosByClass videos that are there by name of class, in the order of labels
     */
    public record Part(
            String name,
            String description,
            int videos,
            int faulty,
            int missing,
            int broken,
            int damaged,
            int tooShort,
            int unlabelled,
            long frames,
            Map<String, Integer> videosByClass) {}
}
