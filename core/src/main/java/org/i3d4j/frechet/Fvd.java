package org.i3d4j.frechet;

import org.i3d4j.error.ShapeException;
import org.i3d4j.network.Network;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;

/**
 * The Fréchet video distance between sets of RGB clips, which come one by one and are not kept:
 *
 * <pre>{@code
 * try (I3d i3d = I3d.load(Path.of("rgb_scratch.safetensors"))) {
 *     Fvd fvd = new Fvd(i3d.network(), FvdProtocol.CANONICAL);
 *     try (FvdSet real = fvd.set(ClipSampling.first(16)); FvdSet generated = fvd.set(ClipSampling.first(16))) {
 *         real.add(VideoSource.of(Path.of("video.mp4")));
 *         generated.add(frames, 128, 128); // uint8 T,H,W,C
 *         ...
 *         double distance = fvd.distance(real, generated).value();
 *     }
 * }
 * }</pre>
 *
 * <p>Borrows the network, which is to compute in float32, and is safe for use by several threads if that is; a set is for one.
 */
public final class Fvd {
    /** Height and width that the network sees. */
    public static final int SIDE = 224;

    /** What the head's pooling takes, as DeepMind built it. */
    public static final int LEAST_FRAMES = 9;

    /** Clips a side below which values hang on their number: those of papers are of at least as many. */
    public static final int USUAL_CLIPS = 2048;

    /** Frames that the network sees at a time, unless said otherwise. */
    private static final int FRAMES_AT_A_TIME = 128;

    private final Network network;
    private final FvdProtocol protocol;
    private final VideoLimits limits;

    /** @throws ShapeException if the network takes other clips than RGB */
    public Fvd(Network network, FvdProtocol protocol) {
        this(network, protocol, VideoLimits.DEFAULT);
    }

    private Fvd(Network network, FvdProtocol protocol, VideoLimits limits) {
        int channels = network.architecture().inputChannels();
        if (channels != Modality.RGB.channels()) {
            throw new ShapeException("the network takes clips of " + Modality.words(channels) + "; FVD is of "
                    + Modality.words(Modality.RGB.channels()));
        }
        this.network = network;
        this.protocol = protocol;
        this.limits = limits;
    }

    /** The same, for videos of other sizes. */
    public Fvd withLimits(VideoLimits newLimits) {
        return new Fvd(network, protocol, newLimits);
    }

    /** A set without clips; the caller closes it. */
    public FvdSet set(ClipSampling sampling) {
        return set(sampling, Math.max(1, FRAMES_AT_A_TIME / sampling.frames()));
    }

    /**
     * As {@link #set(ClipSampling)}.
     *
     * @param batch clips given to the network at a time, at least 1
     */
    public FvdSet set(ClipSampling sampling, int batch) {
        return new FvdSet(new ClipFeatures(network, protocol), sampling, batch, limits);
    }

    /**
     * How far two sets are apart.
     *
     * @throws ShapeException if one has fewer than 2 clips
     */
    public FrechetDistance distance(FvdSet real, FvdSet generated) {
        return FrechetDistance.between(real.statistics(), generated.statistics());
    }

    public FvdProtocol protocol() {
        return protocol;
    }
}
