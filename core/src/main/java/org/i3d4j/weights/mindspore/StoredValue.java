package org.i3d4j.weights.mindspore;

import java.util.List;

/**
 * One {@code Value} of a file: a tensor or a piece of one.
 *
 * @param position of the value in the file, for errors
 * @param tag name of the tensor
 * @param type name of the values' type; empty if the value is no tensor
 * @param dims shape of the whole tensor
 * @param content where its bytes lie
 */
record StoredValue(long position, String tag, String type, List<Long> dims, Span content) {

    /** Bytes of the file from {@code begin} to before {@code end}. */
    record Span(long begin, long end) {
        static final Span NONE = new Span(0, 0);

        long bytes() {
            return end - begin;
        }
    }
}
