package org.i3d4j.video;

import org.i3d4j.error.ShapeException;

/**
 * Which rows of a scaled frame are wanted, in pixels as displayed: as many as the clip they are read into has.
 *
 * @param scaledHeight of the whole frame
 * @param scaledWidth of the whole frame
 * @param top the first row wanted
 */
public record FrameRows(int scaledHeight, int scaledWidth, int top, Interpolation interpolation) {
    public FrameRows {
        if (scaledHeight < 1 || scaledWidth < 1 || top < 0) {
            throw new ShapeException(
                    "rows from " + top + " on of frames of " + scaledHeight + "x" + scaledWidth + " (height x width)");
        }
    }

    /** All of a frame scaled to the clip's size. */
    public static FrameRows whole(Clip clip, Interpolation interpolation) {
        return new FrameRows(clip.height(), clip.width(), 0, interpolation);
    }

    /**
     * Checks that the scaled frame has them.
     *
     * @param channels of the frame
     * @throws ShapeException if they go over an edge, or the clip has another width or other channels
     */
    public void checkFill(Clip clip, int channels) {
        if (top > scaledHeight - clip.height() || clip.width() != scaledWidth || clip.channels() != channels) {
            throw new ShapeException("a clip of " + clip.height() + "x" + clip.width() + "x" + clip.channels()
                    + " takes no rows from " + top + " on of frames of " + scaledHeight + "x" + scaledWidth
                    + "x" + channels + " (height x width x channels)");
        }
    }
}
