package org.i3d4j.curate.cache;

import org.i3d4j.error.ConfigException;

/**
 * What is made of the videos.
 *
 * @param shortEdge pixels of the shorter side of frames; smaller ones keep their size
 * @param framesPerSecond frames kept of each second; 0 for all frames
 */
public record CacheSettings(int shortEdge, double framesPerSecond) {
    private static final int MOST_PIXELS = 16_384;
    private static final double MOST_FRAMES = 1000;

    /** @throws ConfigException if a number is out of range */
    public CacheSettings {
        if (shortEdge < 1 || shortEdge > MOST_PIXELS) {
            throw new ConfigException("the short edge has to be from 1 to " + MOST_PIXELS + ", found " + shortEdge);
        }
        if (!(framesPerSecond >= 0 && framesPerSecond <= MOST_FRAMES)) {
            throw new ConfigException(
                    "the frame rate has to be above 0 and at most " + MOST_FRAMES + ", found " + framesPerSecond);
        }
    }

    /** {@code length} scaled as the shorter side is, for frames of {@code width} x {@code height}. */
    int scaled(int length, int width, int height) {
        int shorter = Math.min(width, height);
        return shorter <= shortEdge ? length : (int) ((double) length * shortEdge / shorter + 0.5);
    }
}
