package org.i3d4j.predict;

/**
 * Neighbouring windows with the same most probable class. Segments follow on each other without gap or overlap: one ends
 * half way between the middles of its last window and the next segment's first.
 *
 * @param startFrame first frame
 * @param endFrame frame behind the last
 * @param startSeconds from the video's first frame
 * @param endSeconds likewise
 * @param windows how many were joined
 * @param index of the class
 * @param label of the class
 * @param probability of the class, its mean over the windows
 */
public record Segment(
        int startFrame,
        int endFrame,
        double startSeconds,
        double endSeconds,
        int windows,
        int index,
        String label,
        double probability) {}
