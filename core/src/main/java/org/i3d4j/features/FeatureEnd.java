package org.i3d4j.features;

import java.util.Optional;

/**
 * What was seen of a video when its features were made.
 *
 * @param frames of the video, at the frame rate that was asked for
 * @param frameRate frames per second on average; 0 where it is unknown
 * @param durationSeconds from the first frame until the last has been shown
 * @param windows rows that were made
 * @param leftOut frames at the end that no window has
 * @param damage what is known to be lost, for people
 */
public record FeatureEnd(
        int frames, double frameRate, double durationSeconds, int windows, int leftOut, Optional<String> damage) {}
