package org.i3d4j.predict;

import java.util.Optional;

/**
 * What was seen of a stream when it ended.
 *
 * @param frames that could be decoded
 * @param durationSeconds from the first frame until the last has been shown
 * @param damage what is known to be lost, for people
 */
public record StreamEnd(int frames, double durationSeconds, Optional<String> damage) {}
