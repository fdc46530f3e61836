package org.i3d4j.predict.input;

import java.util.List;

/** Which windows of a stream go through the network, told while its frames come. Knows where it is: used once. */
public interface WindowSchedule {

    /** Frames that are kept for it: of a window, and those that have to follow on it. */
    int kept();

    /** How many frames come from the end of a window to that of the next, as far as it is the same all along; else 1. */
    int stride();

    /**
     * The windows that were waiting for the frame that just came; called once for each frame.
     *
     * @param seen frames so far, at least 1
     * @return in order
     */
    List<WindowSpan> complete(int seen);

    /**
     * The windows of what is left when no more frames come.
     *
     * @param seen frames in all, at least 1
     * @return in order
     */
    List<WindowSpan> rest(int seen);
}
