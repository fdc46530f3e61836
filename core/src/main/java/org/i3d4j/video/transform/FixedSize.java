package org.i3d4j.video.transform;

import java.util.List;

/** A step behind which frames have the same size, whatever the video. */
public interface FixedSize {
    /** What the key {@code size} of such a step means. */
    String DOC = "height and width in pixels; one number stands for both";

    /** Most pixels of a side. */
    int LONGEST_SIDE = 16_384;

    /** Height and width, in pixels. */
    List<Integer> size();

    /** In pixels. */
    default int height() {
        return size().get(0);
    }

    /** In pixels. */
    default int width() {
        return size().get(1);
    }

    /** Height x width, for people. */
    default String sides() {
        return height() + "x" + width();
    }
}
