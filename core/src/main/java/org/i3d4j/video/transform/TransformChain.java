package org.i3d4j.video.transform;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;

/**
 * The transforms of a clip, in order. Geometry comes first: {@link #resolve} makes the random choices, once per clip,
 * and composes all steps into one scaling, one window and one mirroring. The decoder then scales to the resized size, and
 * {@link #write} carries the pixels once from there into the batch.
 *
 * <p>Frames are scaled once, while they are whole: a chain holds at most one resize, ahead of every crop. Crops and flips
 * come in any number and order. The last step, and only that, is {@link VideoToTensor}.
 */
public record TransformChain(List<Transform> transforms) {

    /**
     * Checks the order of steps.
     *
     * @throws ConfigException for another order than this class carries out, naming the step
     */
    public TransformChain {
        transforms = List.copyOf(transforms);
        checkEnd(transforms);
        checkResize(transforms);
    }

    private static void checkEnd(List<Transform> transforms) {
        int last = transforms.size() - 1;
        for (int step = 0; step < last; step++) {
            if (transforms.get(step) instanceof VideoToTensor) {
                throw new ConfigException("transform " + (step + 1) + " of " + transforms.size()
                        + " is VideoToTensor, which must be the last; move it to the end");
            }
        }
        if (last < 0 || !(transforms.get(last) instanceof VideoToTensor)) {
            String found = last < 0 ? "no transform" : transforms.get(last).name();
            throw new ConfigException(
                    "the last transform must be VideoToTensor, found " + found + "; add it at the end");
        }
    }

    private static void checkResize(List<Transform> transforms) {
        String earlier = "";
        for (int step = 0; step < transforms.size(); step++) {
            Transform transform = transforms.get(step);
            boolean resize = transform instanceof VideoResize || transform instanceof VideoShortEdgeResize;
            if (resize && !earlier.isEmpty()) {
                throw new ConfigException("transform " + (step + 1) + " of " + transforms.size() + " is "
                        + transform.name() + " after " + earlier
                        + "; frames are scaled once, before any crop: keep one resize and put it first");
            }
            if (resize || transform instanceof VideoCenterCrop || transform instanceof VideoRandomCrop) {
                earlier = transform.name();
            }
        }
    }

    /**
     * Makes the random choices for one clip.
     *
     * @param width pixels of the decoded frames, at least 1
     * @param height likewise
     * @throws ShapeException if a crop is larger than the frame it is cut from, or the resized frame beyond 8192x8192
     *     pixels
     */
    public ClipGeometry resolve(int width, int height, RandomGenerator random) {
        ClipGeometry geometry = ClipGeometry.whole(height, width);
        for (Transform transform : transforms) {
            geometry = transform.after(geometry, random);
        }
        return geometry;
    }

    /**
     * Writes {@code batch.frames()} frames of {@code source}, cropped, mirrored and scaled to [-1, 1], as one clip of
     * {@code batch}.
     *
     * @param source frames of the resized size of {@code geometry}
     * @param firstFrame where the clip begins in {@code source}
     * @param clip which clip of {@code batch} to fill
     * @throws ShapeException if the three don't fit each other
     */
    public void write(Clip source, int firstFrame, ClipGeometry geometry, ClipBatch batch, int clip) {
        checkFit(source, firstFrame, geometry, batch);
        Objects.checkIndex(clip, batch.clips());
        TensorRow row = new TensorRow(geometry, source.channels());
        FloatBuffer[] planes = new FloatBuffer[source.channels()];
        for (int frame = 0; frame < batch.frames(); frame++) {
            ByteBuffer pixels = source.frame(firstFrame + frame);
            for (int channel = 0; channel < planes.length; channel++) {
                planes[channel] = batch.plane(clip, channel, frame);
            }
            for (int y = 0; y < geometry.height(); y++) {
                row.carry(pixels, y, planes);
            }
        }
    }

    private static void checkFit(Clip source, int firstFrame, ClipGeometry geometry, ClipBatch batch) {
        boolean fits = source.width() == geometry.resizedWidth()
                && source.height() == geometry.resizedHeight()
                && source.channels() == batch.channels()
                && firstFrame >= 0
                && firstFrame + batch.frames() <= source.frames()
                && batch.width() == geometry.width()
                && batch.height() == geometry.height();
        if (!fits) {
            throw new ShapeException("a clip of " + source.frames() + "x" + source.height() + "x" + source.width() + "x"
                    + source.channels() + " from frame " + firstFrame + " on doesn't fill a batch of "
                    + batch.channels() + "x" + batch.frames() + "x" + batch.height() + "x" + batch.width() + " by "
                    + geometry);
        }
    }

    /** The steps in order, for people. */
    @Override
    public String toString() {
        return transforms.stream().map(Object::toString).collect(Collectors.joining(" -> "));
    }
}
