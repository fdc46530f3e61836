package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.input.StreamPairs;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.TwoStreamPredictor;
import org.i3d4j.predict.TwoStreamTimeline;
import org.i3d4j.predict.WindowPrediction;

/** A network of RGB and one of optical flow. */
final class BothStreams implements Classifier {
    private final OneStream rgb;
    private final OneStream flow;
    private final StreamWeights weights;
    private final TwoStreamPredictor both;
    private final StreamPairs pairs;

    /**
     * Of two networks of the same classes.
     *
     * @param rgb owned
     * @param flow owned
     * @param pairs which arrays are the streams of one video
     */
    BothStreams(OneStream rgb, OneStream flow, StreamWeights weights, StreamPairs pairs) {
        this.rgb = rgb;
        this.flow = flow;
        this.weights = weights;
        this.both = new TwoStreamPredictor(rgb.predictor(), flow.predictor(), weights);
        this.pairs = pairs;
    }

    @Override
    public int classes() {
        return rgb.classes();
    }

    @Override
    public ClassLabels labels() {
        return rgb.labels();
    }

    @Override
    public Optional<StreamWeights> weights() {
        return Optional.of(weights);
    }

    @Override
    public boolean isPartOfAnother(Path file) {
        return pairs.isFlowOfAnother(file);
    }

    @Override
    public Classified whole(Path video) {
        return Classified.ofBoth(List.of(both.together(rgb.prediction(video), flow.prediction(video))));
    }

    @Override
    public Classified clips(Path array) {
        Path flowArray = pairs.flowOf(array);
        Classified classified =
                Classified.ofBoth(both.together(rgb.predictions(array), flow.predictions(flowArray), flowArray));
        return flowArray.equals(array) ? classified : classified.with(flowArray);
    }

    @Override
    public ClassifiedTimeline windows(Path video, Consumer<WindowPrediction> listener) {
        WindowOptions windows = rgb.windows();
        TwoStreamTimeline timeline = both.timeline(
                video,
                InputFiles.isArray(video) ? pairs.flowOf(video) : video,
                windows.sliding().orElseThrow(),
                windows.batch(),
                listener);
        return new ClassifiedTimeline(timeline.both(), Optional.of(timeline));
    }

    @Override
    public boolean isSampled() {
        return rgb.isSampled();
    }

    @Override
    public void close() {
        try {
            rgb.close();
        } finally {
            flow.close();
        }
    }
}
