package org.i3d4j.data.loading;

import java.util.Optional;
import org.i3d4j.data.source.FlowReading;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.ClipType;
import org.i3d4j.video.VideoLimits;

/**
 * How a loader makes batches.
 *
 * @param batchSize videos per batch
 * @param workers threads that read videos; never changes what a batch holds
 * @param shuffle whether every epoch has its own random order, else that of the data set
 * @param dropLast whether videos that don't fill a last batch are left out of the epoch
 * @param seed of the order, the frames sampled and the transforms
 * @param limits what one open video may take
 * @param storedFrameRate frames per second of videos stored without times: folders of frames and {@code .npy} clips
 * @param maxSkipped share of the listed videos that may be missing or broken, in [0, 1]; more is an error
 * @param readTimeoutSeconds how long one video may take before it is left out, at least 0; 0: any time
 * @param flow how the optical flow of videos is had, if that is read and not their frames
 * @param clips how batches store their values
 */
public record LoaderSettings(
        int batchSize,
        int workers,
        boolean shuffle,
        boolean dropLast,
        long seed,
        VideoLimits limits,
        double storedFrameRate,
        double maxSkipped,
        double readTimeoutSeconds,
        Optional<FlowReading> flow,
        ClipType clips) {
    /** Unless said otherwise. */
    public static final double READ_TIMEOUT_SECONDS = 300;

    public LoaderSettings {
        if (batchSize < 1 || workers < 1) {
            throw new ConfigException(
                    "batch size and workers must be at least 1, found " + batchSize + " and " + workers);
        }
        if (!(storedFrameRate > 0) || !(maxSkipped >= 0 && maxSkipped <= 1)) {
            throw new ConfigException("the frame rate of stored frames must be above 0 and the share of skipped videos"
                    + " in [0, 1], found " + storedFrameRate + " and " + maxSkipped);
        }
        if (!(readTimeoutSeconds >= 0)) {
            throw new ConfigException(
                    "the time limit for a video must be at least 0 s, found " + readTimeoutSeconds + " s");
        }
    }

    /** Of videos' frames, not of their flow, as float32. */
    public LoaderSettings(
            int batchSize,
            int workers,
            boolean shuffle,
            boolean dropLast,
            long seed,
            VideoLimits limits,
            double storedFrameRate,
            double maxSkipped,
            double readTimeoutSeconds) {
        this(
                batchSize,
                workers,
                shuffle,
                dropLast,
                seed,
                limits,
                storedFrameRate,
                maxSkipped,
                readTimeoutSeconds,
                Optional.empty(),
                ClipType.FLOAT32);
    }

    /** With {@link VideoSource#STORED_FRAME_RATE}, {@link #READ_TIMEOUT_SECONDS} and any number of skipped videos. */
    public LoaderSettings(
            int batchSize, int workers, boolean shuffle, boolean dropLast, long seed, VideoLimits limits) {
        this(
                batchSize,
                workers,
                shuffle,
                dropLast,
                seed,
                limits,
                VideoSource.STORED_FRAME_RATE,
                1,
                READ_TIMEOUT_SECONDS);
    }

    /** The same, with {@link VideoLimits#DEFAULT}. */
    public LoaderSettings(int batchSize, int workers, boolean shuffle, boolean dropLast, long seed) {
        this(batchSize, workers, shuffle, dropLast, seed, VideoLimits.DEFAULT);
    }

    /** For evaluation: every video, in the data set's order. */
    public LoaderSettings everyVideoInOrder() {
        return with(false, false, maxSkipped, clips);
    }

    /** The same, with another share of videos that may be missing or broken. */
    LoaderSettings withMaxSkipped(double share) {
        return with(shuffle, dropLast, share, clips);
    }

    /** The same, with batches that store their values as {@code type}. */
    public LoaderSettings storing(ClipType type) {
        return with(shuffle, dropLast, maxSkipped, type);
    }

    private LoaderSettings with(boolean shuffled, boolean drops, double share, ClipType type) {
        return new LoaderSettings(
                batchSize,
                workers,
                shuffled,
                drops,
                seed,
                limits,
                storedFrameRate,
                share,
                readTimeoutSeconds,
                flow,
                type);
    }

    /** Opens what a data set names as these settings have it. */
    public FrameSource source() {
        return flow.map(reading -> FrameSource.ofFlow(limits, storedFrameRate, reading))
                .orElseGet(() -> FrameSource.ofFiles(limits, storedFrameRate));
    }
}
