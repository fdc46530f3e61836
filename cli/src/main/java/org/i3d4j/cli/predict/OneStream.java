package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.i3d4j.I3d;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.MappedPrediction;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Predictor;
import org.i3d4j.predict.SampledPredictor;
import org.i3d4j.predict.SlidingPredictor;
import org.i3d4j.predict.StreamEnd;
import org.i3d4j.predict.WindowPrediction;
import org.i3d4j.video.LiveSource;

/**
 * One network.
 *
 * @param i3d owned
 * @param predictor of it, as the options have it
 * @param sampled classifies whole videos in place of {@code predictor}
 * @param windows how it moves along a video
 * @param heat which maps are made beside
 */
record OneStream(
        I3d i3d,
        ClassLabels labels,
        Predictor predictor,
        Optional<SampledPredictor> sampled,
        WindowOptions windows,
        HeatOptions heat)
        implements Classifier {
    @Override
    public int classes() {
        return i3d.model().settings().classes();
    }

    @Override
    public Optional<StreamWeights> weights() {
        return Optional.empty();
    }

    @Override
    public boolean isPartOfAnother(Path file) {
        return false;
    }

    @Override
    public Classified whole(Path video) {
        if (heat.wanted()) {
            MappedPrediction mapped = predictor.mapped(video, heat.classIndex());
            return Classified.ofOne(List.of(mapped.prediction())).with(mapped.maps());
        }
        return Classified.ofOne(List.of(prediction(video)));
    }

    Prediction prediction(Path video) {
        return sampled.map(evaluated -> evaluated.classify(video)).orElseGet(() -> predictor.classify(video));
    }

    @Override
    public Classified clips(Path array) {
        return Classified.ofOne(predictions(array));
    }

    List<Prediction> predictions(Path array) {
        return sampled.map(evaluated -> sampled(evaluated, array)).orElseGet(() -> predictor.classifyArray(array));
    }

    /** As a data set has it. */
    private static List<Prediction> sampled(SampledPredictor predictor, Path file) {
        return InputFiles.isPixels(file) ? predictor.classifyPixels(file) : List.of(predictor.classify(file));
    }

    @Override
    public ClassifiedTimeline windows(Path video, Consumer<WindowPrediction> listener) {
        SlidingPredictor sliding = predictor.sliding(windows.sliding().orElseThrow(), windows.batch());
        SlidingPredictor seeing = heat.wanted() ? sliding.withMaps(heat.classIndex()) : sliding;
        return new ClassifiedTimeline(seeing.timeline(video, listener), Optional.empty());
    }

    /** A live source by windows, until it ends. */
    StreamEnd follow(LiveSource source, Consumer<WindowPrediction> listener) {
        return predictor.sliding(windows.slidingLive(), windows.batch()).follow(source, listener);
    }

    @Override
    public boolean isSampled() {
        return sampled.isPresent();
    }

    @Override
    public void close() {
        i3d.close();
    }
}
