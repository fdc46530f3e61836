package org.i3d4j.bench.read;

import java.nio.file.Path;

/**
 * One training read: {@link #FRAMES} frames from {@code firstFrame} on, over again where the video is shorter, scaled to
 * {@link #RESIZED} pixels square, of which a window of {@link #CROP} square is kept.
 *
 * @param top  of the window, rows of the scaled frame
 * @param left of the window, columns of the scaled frame
 */
public record ClipRead(Path file, int firstFrame, int top, int left) {
    static final int FRAMES = 64;
    static final int RESIZED = 256;
    static final int CROP = 224;

    public ClipRead {
        if (firstFrame < 0 || Math.min(top, left) < 0 || Math.max(top, left) > RESIZED - CROP) {
            throw new IllegalArgumentException(file + ": a read from frame " + firstFrame + ", row " + top + ", column "
                    + left + "; expected frames from 0 on and a window of " + CROP + " in " + RESIZED);
        }
    }

    /** The frames in the order of the clip. */
    int[] frames(int frameCount) {
        int[] frames = new int[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = (int) (((long) firstFrame + i) % frameCount);
        }
        return frames;
    }
}
