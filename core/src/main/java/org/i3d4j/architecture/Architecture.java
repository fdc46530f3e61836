package org.i3d4j.architecture;

import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.error.ShapeException;

/**
 * A backbone and its head as data: the one description that the libtorch module, {@code info}, the checkpoint names and
 * the tests are made from.
 *
 * @param name as checkpoints have it
 * @param inputChannels 3 for RGB, 2 for optical flow
 * @param classes rows of the head
 * @param stages the backbone, in order
 * @param headPool window of the head's average pooling (stride 1, no padding); it shrinks to a smaller feature map, so that {@link
 *     #EVERYTHING} is all of any
 * @param averagesProbabilities whether in evaluation it is the probabilities that are averaged over the head's windows, not the
 *     logits: where there is one window both are the same
 * @param minimumClip the smallest clip, in frames and pixels, for which every window of the backbone sees input
 */
public record Architecture(
        String name,
        int inputChannels,
        int classes,
        List<Stage> stages,
        Extent headPool,
        boolean averagesProbabilities,
        Extent minimumClip) {

    /** Endpoint of the average-pooled features that the head reads: N, C, T', H', W'. */
    public static final String FEATURES = "features";
    /** Endpoint of the head's output at every position: N, classes, T', H', W'. */
    public static final String LOGITS = "Logits";
    /** Endpoint of the softmax over the logits averaged over time and space: N, classes. */
    public static final String PREDICTIONS = "Predictions";
    /** State-dict prefix of the head's 1x1x1 convolution. */
    public static final String HEAD = "logits";

    /** A pooling window that no feature map fills. */
    public static final Extent EVERYTHING = Extent.cube(Integer.MAX_VALUE);

    public Architecture {
        if (inputChannels < 1 || classes < 1) {
            throw new ShapeException(
                    "a network needs at least 1 input channel and 1 class, found " + inputChannels + " and " + classes);
        }
        stages = List.copyOf(stages);
    }

    /** The convolution units of the backbone, in the order of the published state dicts. */
    public Stream<ConvUnit> units() {
        return stages.stream().flatMap(Stage::units);
    }

    /** Channels that the backbone hands to the head. */
    public int featureChannels() {
        int channels = inputChannels;
        for (Stage stage : stages) {
            channels = stage.outputChannels(channels);
        }
        return channels;
    }

    /**
     * Size of the last feature map, which the head pools.
     *
     * @throws ShapeException if a window of the backbone doesn't fit
     */
    public Extent lastMap(Extent clip) {
        Extent size = clip;
        for (Stage stage : stages) {
            size = stage.outputSize(size);
        }
        return size;
    }

    /** Whether the head pools the whole feature map, however large. */
    public boolean poolsEverything() {
        return headPool.equals(EVERYTHING);
    }

    /** The head's pooling window on a feature map of size {@code features}. */
    public Extent headPoolOn(Extent features) {
        return headPool.zip(features, Math::min);
    }

    /** Every endpoint that can be asked for, in network order. */
    public List<String> endpoints() {
        return Stream.concat(stages.stream().map(Stage::name), Stream.of(FEATURES, LOGITS, PREDICTIONS))
                .toList();
    }

    /**
     * Checks that a clip is large enough.
     *
     * @throws ShapeException naming both sizes if a side is below {@link #minimumClip}
     */
    public void requireClip(Extent clip) {
        if (clip.time() < minimumClip.time()
                || clip.height() < minimumClip.height()
                || clip.width() < minimumClip.width()) {
            throw new ShapeException("clip of " + clip
                    + " (frames x height x width) is too small; the network needs at least " + minimumClip);
        }
    }
}
