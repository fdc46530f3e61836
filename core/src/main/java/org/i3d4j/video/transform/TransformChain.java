package org.i3d4j.video.transform;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.LevelWriter;
import org.i3d4j.video.Modality;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.frames.ChangedFrames;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;
import org.i3d4j.video.transform.frames.CopiedFrames;
import org.i3d4j.video.transform.frames.FrameCarrier;

/**
 * The transforms of a clip, in order. {@link #views} makes the random choices, once per clip, and composes all steps that
 * move pixels into one scaling, one window and one mirroring, and those that change them into one operation. The decoder
 * then scales to the resized size, and {@link #write} carries the pixels from there into the batch.
 *
 * <p>Whole frames are scaled once: a chain holds at most one resize, ahead of every crop. Crops and flips come in any
 * number and order, then at most one crop that is scaled or one that gives several views, then the steps that change
 * colours. The last step, and only that, is {@link VideoToTensor}.
 */
public record TransformChain(List<Transform> transforms) {

    /**
     * Checks the order of steps, and that crops can fit.
     *
     * @throws ConfigException for another order than this class carries out, naming the steps
     */
    public TransformChain {
        transforms = List.copyOf(transforms);
        check("transforms", transforms);
    }

    /**
     * Checks what is to become a chain.
     *
     * @param list what the list of transforms is called, for messages
     * @throws ConfigException as the constructor does
     */
    public static void check(String list, List<Transform> transforms) {
        ChainOrder.check(list, transforms);
        CropRoom.check(list, transforms);
    }

    /**
     * Checks that the steps can be done to frames.
     *
     * @param list what the list of transforms is called, for messages
     * @param channels of the frames
     * @throws ConfigException naming a step that is for RGB only, if they are others
     */
    public static void checkChannels(String list, List<Transform> transforms, int channels) {
        for (int at = 0; channels != Modality.RGB.channels() && at < transforms.size(); at++) {
            if (transforms.get(at) instanceof PixelTransform step
                    && step.onlyForRgb().isPresent()) {
                throw new ConfigException(list + "." + at + ", " + step.name() + ", can't be done to frames of "
                        + Modality.words(channels) + ", as model.in_channel says: "
                        + step.onlyForRgb().get());
            }
        }
    }

    /** Clips that come of one: more than one if the chain holds a {@link MultiCrop}. */
    public int viewsPerClip() {
        return transforms.stream()
                .filter(MultiCrop.class::isInstance)
                .mapToInt(crop -> ((MultiCrop) crop).views())
                .findFirst()
                .orElse(1);
    }

    /**
     * Makes the random choices for one clip.
     *
     * @param width pixels of the decoded frames, at least 1
     * @param height likewise
     * @return {@link #viewsPerClip()} views of one size, which read the same frames and share their operation on pixels
     * @throws ShapeException if a crop is larger than the frame it is cut from, or the resized frame beyond 8192x8192
     *     pixels
     */
    public List<ClipView> views(int width, int height, RandomGenerator random) {
        List<ClipGeometry> geometries = List.of(ClipGeometry.whole(height, width));
        List<PixelOperation> pixels = new ArrayList<>();
        for (Transform transform : transforms) {
            if (transform instanceof SpatialTransform step) {
                geometries = List.of(step.after(geometries.get(0), random));
            } else if (transform instanceof MultiCrop step) {
                geometries = step.crops(geometries.get(0));
            } else if (transform instanceof PixelTransform step) {
                pixels.add(step.draw(geometries.get(0), tensor(), random));
            }
        }
        PixelOperation operation = PixelOperation.inOrder(pixels);
        return geometries.stream()
                .map(geometry -> new ClipView(geometry, operation))
                .toList();
    }

    /** The central view alone, without what happens to colours: see {@link #views}. */
    public ClipView central(int width, int height, RandomGenerator random) {
        ClipView middle = views(width, height, random).get((viewsPerClip() - 1) / 2);
        return new ClipView(middle.geometry(), PixelOperation.NONE);
    }

    /** The largest absolute value that {@link #write} gives a batch: 1 where pixels come to [-1, 1]. */
    public float largestValue() {
        return tensor().largestValue();
    }

    private VideoToTensor tensor() {
        return (VideoToTensor) transforms.get(transforms.size() - 1);
    }

    /**
     * Writes {@code batch.frames()} frames of {@code source}, cut out, changed and brought to the values of {@link
     * VideoToTensor}, as one clip of {@code batch}.
     *
     * @param source frames of the resized size of the view's geometry, packed or planar
     * @param firstFrame where the clip begins in {@code source}
     * @param clip which clip of {@code batch} to fill
     * @throws ShapeException if the three don't fit each other
     */
    public void write(Clip source, int firstFrame, ClipView view, ClipBatch batch, int clip) {
        if (firstFrame < 0 || firstFrame + batch.frames() > source.frames()) {
            throw new ShapeException("a clip of " + Counted.of(source.frames(), "frame") + " has no " + batch.frames()
                    + " from frame " + firstFrame + " on");
        }
        write(frame -> source.frame(firstFrame + frame), 0, source, view, batch, clip);
    }

    /**
     * Writes frames that lie apart: as {@link #write(Clip, int, ClipView, ClipBatch, int)}.
     *
     * @param frames clips of one frame each, as many as the batch's clips have, all of one kind
     * @param first that is to be written; those in front of it stay as they are
     */
    public void write(List<Clip> frames, int first, ClipView view, ClipBatch batch, int clip) {
        if (frames.size() != batch.frames()) {
            throw new ShapeException(Counted.of(frames.size(), "frame") + " for clips of " + batch.frames());
        }
        write(frame -> frames.get(frame).frame(0), first, frames.get(0), view, batch, clip);
    }

    /** @param like one of the frames, for what they have in common */
    private void write(IntFunction<ByteBuffer> frames, int first, Clip like, ClipView view, ClipBatch batch, int clip) {
        checkFit(like, view.geometry(), batch);
        Objects.checkIndex(clip, batch.clips());
        List<LevelWriter> planes = planes(batch, view.geometry().flipped());
        int planarRowBytes = like.planar() ? like.rowBytes() : 0;
        FrameCarrier carrier = view.copiesPixels()
                ? new CopiedFrames(view.geometry(), like.channels(), planarRowBytes)
                : new ChangedFrames(view, like.channels(), planarRowBytes);
        for (int frame = first; frame < batch.frames(); frame++) {
            for (LevelWriter plane : planes) {
                plane.to(clip, frame);
            }
            carrier.carry(frames.apply(frame), planes);
        }
    }

    /** Where the levels of each channel go. */
    private List<LevelWriter> planes(ClipBatch batch, boolean mirrored) {
        float[][] values = tensor().values(batch.channels(), mirrored);
        return IntStream.range(0, values.length)
                .mapToObj(channel -> batch.levels(channel, values[channel]))
                .toList();
    }

    private static void checkFit(Clip source, ClipGeometry geometry, ClipBatch batch) {
        boolean fits = source.width() == geometry.resizedWidth()
                && source.height() == geometry.resizedHeight()
                && source.channels() == batch.channels()
                && batch.width() == geometry.width()
                && batch.height() == geometry.height();
        if (!fits) {
            throw new ShapeException("frames of " + source.height() + "x" + source.width() + "x" + source.channels()
                    + " don't fill a batch of "
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
