package org.i3d4j.data.loading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.clips.ClipShape;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.ClipBatch;
import org.jspecify.annotations.Nullable;

/** A batch that workers fill, a video each at its position. The first video that could be read decides its shape. */
final class BatchAssembly {
    private final int index;
    private final int[] sampleIndices;
    private final int clipsPerVideo;
    private final BatchBuffers buffers;
    private final @Nullable SkippedVideo[] skipped;
    private int pending;
    private @Nullable ClipBatch clips;
    private @Nullable Path shapedBy;

    BatchAssembly(int index, int[] sampleIndices, int clipsPerVideo, BatchBuffers buffers) {
        this.index = index;
        this.sampleIndices = sampleIndices;
        this.clipsPerVideo = clipsPerVideo;
        this.buffers = buffers;
        this.skipped = new @Nullable SkippedVideo[sampleIndices.length];
        this.pending = sampleIndices.length;
    }

    int index() {
        return index;
    }

    int videos() {
        return sampleIndices.length;
    }

    int sampleIndex(int position) {
        return sampleIndices[position];
    }

    /** The first row of the video at {@code position}. */
    int row(int position) {
        return position * clipsPerVideo;
    }

    /**
     * The memory to write a video's clips to.
     *
     * @param file the video, for messages
     * @throws ShapeException if its clips have another shape than those of the batch
     */
    synchronized ClipBatch clips(ClipShape shape, Path file) {
        if (clips == null) {
            clips = buffers.take(videos() * clipsPerVideo, shape);
            shapedBy = file;
        }
        ClipShape first = ClipShape.of(clips);
        if (!first.equals(shape)) {
            throw new ShapeException("clips of one batch differ in shape (channels x frames x height x width): "
                    + first + " from " + shapedBy + ", " + shape + " from " + file
                    + (first.channels() == shape.channels()
                            ? "; add a crop or resize to one size, or set the batch size to 1"
                            : "; keep RGB and optical flow in data sets of their own"));
        }
        return clips;
    }

    /** Leaves out the video at {@code position}. */
    synchronized void skip(int position, SkippedVideo video) {
        skipped[position] = video;
    }

    /** Notes that a video is read or skipped; whether it was the last. */
    synchronized boolean finishOne() {
        pending--;
        return pending == 0;
    }

    /** The batch, once every video is finished, without rows of skipped videos. */
    synchronized LabelledBatch finish(List<VideoSample> samples) {
        List<Integer> positions = new ArrayList<>();
        List<SkippedVideo> leftOut = new ArrayList<>();
        for (int position = 0; position < skipped.length; position++) {
            SkippedVideo video = skipped[position];
            if (video == null) {
                positions.add(position);
            } else {
                leftOut.add(video);
            }
        }
        if (clips != null && !leftOut.isEmpty()) {
            clips = withoutGaps(clips, positions);
        }
        List<Integer> indices =
                positions.stream().map(position -> sampleIndices[position]).toList();
        List<VideoSample> read = indices.stream().map(samples::get).toList();
        return new LabelledBatch(index, clipsPerVideo, indices, read, leftOut, buffers, clips);
    }

    private ClipBatch withoutGaps(ClipBatch full, List<Integer> positions) {
        ClipBatch compact = buffers.take(positions.size() * clipsPerVideo, ClipShape.of(full));
        for (int to = 0; to < positions.size(); to++) {
            full.copyClips(row(positions.get(to)), clipsPerVideo, compact, row(to));
        }
        buffers.giveBack(full);
        return compact;
    }

    /** Gives the memory back when the batch will not be finished. */
    synchronized void discard() {
        if (clips != null) {
            buffers.giveBack(clips);
            clips = null;
        }
    }
}
