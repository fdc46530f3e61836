package org.i3d4j.frechet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;

/**
 * One side of a Fréchet video distance. Takes clips one by one and keeps mean and covariance of their features; memory does not grow with
 * their number unless {@link #keepFeatures}. For one thread; the owner closes it.
 */
public final class FvdSet implements AutoCloseable {
    private final ClipFeatures features;
    private final ClipSampling sampling;
    private final VideoLimits limits;
    private final FrameIntake intake;
    private final ClipBatch waiting;
    private final FeatureMoments moments;
    private final List<double[]> kept = new ArrayList<>();
    private boolean keeps;
    private int filled;
    private long videos;

    FvdSet(ClipFeatures features, ClipSampling sampling, int batch, VideoLimits limits) {
        this.features = features;
        this.sampling = sampling;
        this.limits = limits;
        this.intake = new FrameIntake(features.protocol().centres());
        this.moments = new FeatureMoments(features.dimensions());
        this.waiting = ClipBatch.allocate(batch, Modality.RGB.channels(), sampling.frames(), Fvd.SIDE, Fvd.SIDE);
    }

    /** Keeps the features of each clip from now on, for {@link Bootstrap}: 8 bytes a dimension. */
    public FvdSet keepFeatures() {
        keeps = true;
        return this;
    }

    /**
     * What a video gave.
     *
     * @param clips how many
     * @param damage what is known to be lost of it, for people
     */
    public record Added(int clips, Optional<String> damage) {}

    /** As {@link #add(VideoSource, long, long)}, numbered in the order in which videos are added, all of its clips. */
    public Added add(VideoSource video) {
        return add(video, videos++, Long.MAX_VALUE);
    }

    /**
     * Adds the clips of a video.
     *
     * @param number of the video in its set, which random places hang on
     * @param most clips of it, at least 1
     * @throws VideoException if it can't be read or has fewer frames than a clip; clips before the fault stay
     * @throws ShapeException if its frames are no RGB
     * @throws org.i3d4j.error.WeightsException if the network's answer is not finite
     */
    public Added add(VideoSource video, long number, long most) {
        try (OpenVideo open = video.open(limits)) {
            return new Added(add(video.name(), open, number, most), open.damage());
        }
    }

    private int add(String name, OpenVideo open, long number, long most) {
        try {
            NetworkInputs.requireChannels(features.network().architecture(), open.channels());
        } catch (ShapeException e) {
            throw new ShapeException(name + ": " + e.getMessage(), e);
        }
        int added = 0;
        for (int[] frames : clips(name, open, number)) {
            if (added < most) {
                intake.read(open, frames, waiting, filled);
                taken();
                added++;
            }
        }
        return added;
    }

    private List<int[]> clips(String name, OpenVideo open, long number) {
        try {
            return sampling.clips(open.frameCount(), number);
        } catch (VideoException e) {
            throw new VideoException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Adds a clip that is there; it stays the caller's.
     *
     * @throws ShapeException if it has other channels than RGB, or another number of frames than the set's clips
     */
    public void add(Clip clip) {
        if (clip.channels() != Modality.RGB.channels() || clip.frames() != sampling.frames()) {
            throw new ShapeException("a clip of " + Counted.of(clip.frames(), "frame") + " of "
                    + Modality.words(clip.channels()) + "; the set takes " + Counted.of(sampling.frames(), "frame")
                    + " of " + Modality.words(Modality.RGB.channels()));
        }
        intake.copy(clip, waiting, filled);
        taken();
    }

    /**
     * Adds a clip.
     *
     * @param framesThwc uint8 T,H,W,C of RGB from its position on, all that remains
     * @throws ShapeException if there are not exactly the bytes of the set's frames of this size
     */
    public void add(ByteBuffer framesThwc, int height, int width) {
        long frameBytes = (long) height * width * Modality.RGB.channels();
        if (height < 1 || width < 1 || framesThwc.remaining() != sampling.frames() * frameBytes) {
            throw new ShapeException(framesThwc.remaining() + " bytes for a clip of " + sampling.frames() + "x" + height
                    + "x" + width + "x" + Modality.RGB.channels() + " (frames x height x width x channels)");
        }
        ByteBuffer frames = framesThwc.slice();
        try (Clip clip = Clip.allocate(sampling.frames(), height, width)) {
            for (int frame = 0; frame < clip.frames(); frame++) {
                clip.frame(frame).put(frames.slice((int) (frame * frameBytes), (int) frameBytes));
            }
            add(clip);
        }
    }

    private void taken() {
        filled++;
        if (filled == waiting.clips()) {
            compute(waiting);
        }
    }

    private void compute(ClipBatch clips) {
        // What the network can't answer is not asked again.
        filled = 0;
        for (double[] row : features.of(clips)) {
            moments.add(row);
            if (keeps) {
                kept.add(row);
            }
        }
    }

    private void computeRest() {
        if (filled == 0) {
            return;
        }
        try (ClipBatch rest =
                ClipBatch.allocate(filled, waiting.channels(), waiting.frames(), waiting.height(), waiting.width())) {
            waiting.copyClips(0, filled, rest, 0);
            compute(rest);
        }
    }

    /** How many clips there are. */
    public long count() {
        return moments.count() + filled;
    }

    /**
     * Mean and covariance of all clips so far; more may come.
     *
     * @throws ShapeException if there are fewer than 2
     * @throws org.i3d4j.error.WeightsException if the network's answer is not finite
     */
    public FeatureStatistics statistics() {
        computeRest();
        return moments.statistics(features.protocol().divisor());
    }

    /** The features of each clip since {@link #keepFeatures}, a row each. */
    public List<double[]> features() {
        computeRest();
        return List.copyOf(kept);
    }

    @Override
    public void close() {
        waiting.close();
    }
}
