package org.i3d4j.video.transform.frames;

import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Interpolation;

/**
 * What a chain does to the frames of one clip, its random choices made: scale to the resized size, cut a window out,
 * scale that if its own size is another, mirror it. In pixels from the top left corner of the resized frame.
 *
 * @param windowHeight of what is cut out of the resized frame
 * @param windowWidth likewise
 * @param height of the result
 * @param width likewise
 * @param flipped whether the window is mirrored left to right after it is cut
 */
public record ClipGeometry(
        int resizedHeight,
        int resizedWidth,
        Interpolation interpolation,
        int top,
        int left,
        int windowHeight,
        int windowWidth,
        int height,
        int width,
        boolean flipped) {

    /** As for decoded frames: 8192x8192. */
    private static final long MAX_RESIZED_PIXELS = 1L << 26;

    /** A window that keeps its size. */
    public ClipGeometry(
            int resizedHeight,
            int resizedWidth,
            Interpolation interpolation,
            int top,
            int left,
            int height,
            int width,
            boolean flipped) {
        this(resizedHeight, resizedWidth, interpolation, top, left, height, width, height, width, flipped);
    }

    /** The frame as it is. */
    public static ClipGeometry whole(int height, int width) {
        return new ClipGeometry(height, width, Interpolation.BILINEAR, 0, 0, height, width, false);
    }

    /** Scales a frame that nothing was cut from yet. */
    public ClipGeometry resized(int newHeight, int newWidth, Interpolation newInterpolation) {
        checkLimit(newHeight, newWidth);
        return new ClipGeometry(newHeight, newWidth, newInterpolation, 0, 0, newHeight, newWidth, flipped);
    }

    /** Cuts a window whose place is counted in the picture as seen: from the right of a mirrored frame. */
    public ClipGeometry cropped(int y, int x, int cropHeight, int cropWidth) {
        int fromLeft = flipped ? width - cropWidth - x : x;
        return new ClipGeometry(
                resizedHeight, resizedWidth, interpolation, top + y, left + fromLeft, cropHeight, cropWidth, flipped);
    }

    /**
     * The same, in frames of which only some rows were read.
     *
     * @param firstRow row of the resized frame that is the first one read
     * @param rows how many were read
     */
    public ClipGeometry withinRows(int firstRow, int rows) {
        return new ClipGeometry(
                rows,
                resizedWidth,
                interpolation,
                top - firstRow,
                left,
                windowHeight,
                windowWidth,
                height,
                width,
                flipped);
    }

    /** Scales what is cut out. */
    public ClipGeometry scaled(int newHeight, int newWidth) {
        checkLimit(newHeight, newWidth);
        return new ClipGeometry(
                resizedHeight,
                resizedWidth,
                interpolation,
                top,
                left,
                windowHeight,
                windowWidth,
                newHeight,
                newWidth,
                flipped);
    }

    public ClipGeometry mirrored() {
        return new ClipGeometry(
                resizedHeight,
                resizedWidth,
                interpolation,
                top,
                left,
                windowHeight,
                windowWidth,
                height,
                width,
                !flipped);
    }

    /** Whether the window gets another size after it is cut out. */
    boolean scalesWindow() {
        return windowHeight != height || windowWidth != width;
    }

    /** Whether frames read for {@code other} serve this too. */
    public boolean readsLike(ClipGeometry other) {
        return resizedHeight == other.resizedHeight
                && resizedWidth == other.resizedWidth
                && interpolation == other.interpolation;
    }

    /**
     * Checks that a crop fits into the window.
     *
     * @throws ShapeException if it does not, naming both sizes
     */
    public void checkHolds(int cropHeight, int cropWidth, String transform) {
        if (cropHeight > height || cropWidth > width) {
            throw new ShapeException(transform + ": a crop of " + cropHeight + "x" + cropWidth
                    + " (height x width) does not fit into a frame of " + size()
                    + "; resize to at least the crop first, or make the crop smaller");
        }
    }

    private void checkLimit(int newHeight, int newWidth) {
        if ((long) newHeight * newWidth > MAX_RESIZED_PIXELS) {
            throw new ShapeException("a frame of " + size() + " would be resized to " + newHeight + "x" + newWidth
                    + " (height x width), beyond the limit of 8192x8192 pixels");
        }
    }

    private String size() {
        return height + "x" + width;
    }
}
