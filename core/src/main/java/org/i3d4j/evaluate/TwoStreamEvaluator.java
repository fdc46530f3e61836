package org.i3d4j.evaluate;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.SkipLimit;
import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.BatchScores.VideoScores;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.network.Network;
import org.i3d4j.video.Modality;

/** Measures two-stream I3D: each network on its stream of the same videos, then both by the weighted sum of their scores. */
public final class TwoStreamEvaluator {
    private final ConfiguredSplit split;
    private final Evaluator rgb;
    private final Evaluator flow;
    private final StreamWeights weights;

    /**
     * Of the same videos, read as frames and as their flow.
     *
     * @throws org.i3d4j.error.DatasetException if the data set can't be used as it was meant, or a video has no label
     * @throws ConfigException if the videos of the two are not the same
     */
    public TwoStreamEvaluator(
            ConfiguredSplit rgbSplit, ConfiguredSplit flowSplit, Averaging averaging, StreamWeights weights) {
        if (!rgbSplit.dataset().samples().equals(flowSplit.dataset().samples())) {
            throw new ConfigException("both streams are measured on the same videos; "
                    + rgbSplit.dataset().description() + " and "
                    + flowSplit.dataset().description() + " list others");
        }
        this.split = rgbSplit;
        this.rgb = new Evaluator(rgbSplit, averaging);
        this.flow = new Evaluator(flowSplit, averaging);
        this.weights = weights;
    }

    /** Is told how far the measurement is. */
    @FunctionalInterface
    public interface Listener {
        /**
         * After each batch.
         *
         * @param stream the network at work, first that of RGB
         * @param videos that it has done, of {@link #videos}
         */
        void done(Modality stream, int videos);
    }

    /** Number of videos to measure. */
    public int videos() {
        return rgb.videos();
    }

    /**
     * Runs both networks over all videos, one after the other.
     *
     * @throws org.i3d4j.error.DatasetException if no video, or too few, could be read by both
     * @throws org.i3d4j.error.ShapeException if the networks have other numbers of classes
     * @throws org.i3d4j.error.WeightsException if scores of a video are not finite
     */
    public TwoStreamEvaluation evaluate(Network rgbNetwork, Network flowNetwork, Listener progress) {
        BatchScores byRgb = rgb.measure(rgbNetwork, done -> progress.done(Modality.RGB, done), Peers.NONE);
        BatchScores byFlow = flow.measure(flowNetwork, done -> progress.done(Modality.FLOW, done), Peers.NONE);
        List<SkippedVideo> skipped = skippedByEither(byRgb.skipped(), byFlow.skipped());
        SkipLimit.check(split.loading().maxSkipped(), split.dataset(), skipped);
        Map<Integer, VideoScores> flowOf =
                byFlow.videos().stream().collect(Collectors.toMap(VideoScores::sample, v -> v));
        Map<Integer, float[]> sums = new HashMap<>();
        for (VideoScores video : byRgb.videos()) {
            VideoScores ofFlow = flowOf.get(video.sample());
            if (ofFlow != null) {
                sums.put(video.sample(), weights.sum(video.scores(), ofFlow.scores()));
            }
        }
        BatchScores rgbSeen = byRgb.of(sums.keySet(), skipped);
        BatchScores flowSeen = byFlow.of(sums.keySet(), skipped);
        return new TwoStreamEvaluation(
                rgb.result(rgbNetwork, rgbSeen),
                flow.result(flowNetwork, flowSeen),
                rgb.result(
                        "RGB and flow, logits weighted " + weights + "; RGB: " + rgb.manner(rgbNetwork, rgbSeen)
                                + "; flow: " + flow.manner(flowNetwork, flowSeen),
                        rgbSeen.withScores(sums),
                        rgbNetwork.settings().classes()),
                weights);
    }

    private static List<SkippedVideo> skippedByEither(List<SkippedVideo> byRgb, List<SkippedVideo> byFlow) {
        Set<Path> files = byRgb.stream().map(SkippedVideo::file).collect(Collectors.toCollection(HashSet::new));
        return Stream.concat(byRgb.stream(), byFlow.stream().filter(video -> !files.contains(video.file())))
                .toList();
    }
}
