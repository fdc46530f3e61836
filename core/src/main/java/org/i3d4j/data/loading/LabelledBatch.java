package org.i3d4j.data.loading;

import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.video.ClipBatch;
import org.jspecify.annotations.Nullable;

/**
 * Clips of some videos with their labels. The receiver closes it, which gives the memory back to the loader. Videos that
 * could not be read are left out and listed; a batch can be left with no video at all, see {@link #isEmpty}.
 */
public final class LabelledBatch implements AutoCloseable {
    private final int index;
    private final int clipsPerVideo;
    private final List<Integer> sampleIndices;
    private final List<VideoSample> samples;
    private final List<SkippedVideo> skipped;
    private final BatchBuffers buffers;
    private @Nullable ClipBatch clips;

    LabelledBatch(
            int index,
            int clipsPerVideo,
            List<Integer> sampleIndices,
            List<VideoSample> samples,
            List<SkippedVideo> skipped,
            BatchBuffers buffers,
            @Nullable ClipBatch clips) {
        this.index = index;
        this.clipsPerVideo = clipsPerVideo;
        this.sampleIndices = List.copyOf(sampleIndices);
        this.samples = List.copyOf(samples);
        this.skipped = List.copyOf(skipped);
        this.buffers = buffers;
        this.clips = clips;
    }

    /** Position of the batch in its epoch, from 0; training that ends after it resumes at the next. */
    public int index() {
        return index;
    }

    /** Videos in this batch. */
    public int videos() {
        return samples.size();
    }

    /** Whether no video of the batch could be read: there are no clips then. */
    public boolean isEmpty() {
        return samples.isEmpty();
    }

    /**
     * The clips, {@link #clipsPerVideo()} rows for each video in turn; valid until this batch is closed.
     *
     * @throws IllegalStateException if the batch is empty or closed
     */
    public ClipBatch clips() {
        if (clips == null) {
            throw new IllegalStateException("batch " + index + " is closed, or empty: check isEmpty() first");
        }
        return clips;
    }

    /** The videos, with their labels; unmodifiable. */
    public List<VideoSample> samples() {
        return samples;
    }

    /** One label per video; {@link VideoSample#UNLABELLED} where it has none. */
    public int[] labels() {
        return samples.stream().mapToInt(VideoSample::label).toArray();
    }

    /** Each video's position in {@link VideoDataset#samples()}. */
    public int[] sampleIndices() {
        return sampleIndices.stream().mapToInt(Integer::intValue).toArray();
    }

    public int clipsPerVideo() {
        return clipsPerVideo;
    }

    /** Videos that belong to this batch, but could not be read. */
    public List<SkippedVideo> skipped() {
        return skipped;
    }

    @Override
    public void close() {
        if (clips != null) {
            buffers.giveBack(clips);
            clips = null;
        }
    }
}
