package org.i3d4j.predict.input;

/**
 * A window that went through the network, and where it lies in the video.
 *
 * @param span its frames
 * @param startSeconds when the first is shown, from the video's first frame
 * @param endSeconds until when the last is shown
 */
public record Window(WindowSpan span, double startSeconds, double endSeconds) {
    /** For messages. */
    @Override
    public String toString() {
        return "frames " + span.start() + " to " + (span.end() - 1);
    }
}
