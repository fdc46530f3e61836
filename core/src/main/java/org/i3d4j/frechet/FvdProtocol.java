package org.i3d4j.frechet;

import java.util.Locale;
import java.util.OptionalInt;
import org.i3d4j.architecture.Architecture;

/** How an FVD is computed: values of different protocols can't be compared. */
public enum FvdProtocol {
    /** As its authors do it, in google-research/frechet_video_distance with TensorFlow 1. */
    CANONICAL(BilinearResize.Centres.AT_CORNERS, Feature.LOGITS, CovarianceDivisor.ONE_LESS, 0),
    /** As universome/stylegan-v does it, in PyTorch: 2048 clips a side, random ones of real videos, the first of generated ones. */
    STYLEGAN_V(BilinearResize.Centres.IN_THE_MIDDLE, Feature.LOGITS, CovarianceDivisor.COUNT, 2048),
    /** {@link #CANONICAL} on the 1024 features that the head pools, before it makes logits of them. */
    POOLED(BilinearResize.Centres.AT_CORNERS, Feature.POOLED, CovarianceDivisor.ONE_LESS, 0);

    private final BilinearResize.Centres centres;
    private final Feature feature;
    private final CovarianceDivisor divisor;
    private final int clips;

    FvdProtocol(BilinearResize.Centres centres, Feature feature, CovarianceDivisor divisor, int clips) {
        this.centres = centres;
        this.feature = feature;
        this.divisor = divisor;
        this.clips = clips;
    }

    /** What of the network is a clip's feature. */
    public enum Feature {
        /** Averaged over time, before softmax: as many as classes. */
        LOGITS("logits averaged over time, before softmax"),
        /** Average-pooled over space and all of time: {@link Architecture#FEATURES}. */
        POOLED("average-pooled features, before the head's convolution");

        private final String words;

        Feature(String words) {
            this.words = words;
        }

        int dimensions(Architecture architecture) {
            return this == LOGITS ? architecture.classes() : architecture.featureChannels();
        }
    }

    BilinearResize.Centres centres() {
        return centres;
    }

    public Feature feature() {
        return feature;
    }

    public CovarianceDivisor divisor() {
        return divisor;
    }

    /** How many clips a side has; empty for all that there are. */
    public OptionalInt clips() {
        return clips == 0 ? OptionalInt.empty() : OptionalInt.of(clips);
    }

    /** Which frames of real videos are taken, unless said otherwise. */
    public ClipSampling.Take takeInReal() {
        return this == STYLEGAN_V ? ClipSampling.Take.RANDOM : ClipSampling.Take.FIRST;
    }

    /** Whether clips are drawn where there are more than are taken, else the first by name are taken. */
    public boolean drawsClips() {
        return this != STYLEGAN_V;
    }

    /** As commands and files spell it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, for people. */
    public String description(Architecture architecture) {
        String resize = centres == BilinearResize.Centres.AT_CORNERS
                ? "as TensorFlow 1 does it (no half-pixel centres)"
                : "as PyTorch does it (half-pixel centres, no antialiasing)";
        return "frames bilinear to " + Fvd.SIDE + "x" + Fvd.SIDE + " " + resize + ", 2x/255-1; "
                + feature.dimensions(architecture) + " " + feature.words + "; covariances divided by " + divisor;
    }
}
