package org.i3d4j.predict.input;

import java.util.function.IntToDoubleFunction;

/** Finds among spans along a video the one for a frame. */
public final class NearestSpan {
    private NearestSpan() {}

    /**
     * The span whose middle is nearest to the middle of a frame; of two that are as near, the earlier.
     *
     * @param spans their number, at least 1, in the order of their middles
     * @param middle of a span, in frames
     * @return its number
     */
    public static int of(int frame, int spans, IntToDoubleFunction middle) {
        int low = 0;
        int high = spans - 1;
        while (low < high) {
            int between = (low + high) >>> 1;
            double border = (middle.applyAsDouble(between) + middle.applyAsDouble(between + 1)) / 2;
            if (frame + 0.5 <= border) {
                high = between;
            } else {
                low = between + 1;
            }
        }
        return low;
    }
}
