package org.i3d4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.DatasetException;
import org.i3d4j.metrics.Accuracy;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.MeanAveragePrecision;
import org.i3d4j.metrics.Meter;
import org.i3d4j.metrics.Sigmoid;
import org.i3d4j.metrics.Softmax;
import org.i3d4j.metrics.TopK;
import org.i3d4j.text.Counted;

/** Counts up the videos of one evaluation. */
final class Tally {
    private static final int TOP = 5;
    /** As Guo et al. have it. */
    private static final int CALIBRATION_BINS = 15;

    private final VideoDataset dataset;
    private final int classes;
    private final Accuracy accuracy;
    private final MeanAveragePrecision averagePrecision;
    private final Calibration calibration = new Calibration(CALIBRATION_BINS);
    private final Meter loss = new Meter();
    private final List<VideoPrediction> predictions = new ArrayList<>();
    private final List<float[]> scoresOfVideos = new ArrayList<>();
    private final List<SkippedVideo> skipped;

    /** @param classes of the network */
    Tally(VideoDataset dataset, int classes) {
        this.dataset = dataset;
        this.classes = classes;
        this.accuracy = new Accuracy(classes);
        this.averagePrecision = new MeanAveragePrecision(classes);
        this.skipped = new ArrayList<>(dataset.skipped());
    }

    void add(BatchScores batch) {
        skipped.addAll(batch.skipped());
        batch.videos().forEach(video -> add(dataset.samples().get(video.sample()), video.scores()));
    }

    /** @param scores of the video, one per class */
    private void add(VideoSample sample, float[] scores) {
        double[] probabilities;
        if (dataset.multiLabel()) {
            probabilities = Sigmoid.of(scores);
            averagePrecision.add(scores, sample.labels());
            loss.add(Sigmoid.crossEntropy(scores, sample.labels()), 1);
        } else {
            probabilities = Softmax.of(scores);
            accuracy.add(scores, sample.label());
            loss.add(Softmax.crossEntropy(scores, sample.label()), 1);
        }
        List<Integer> top = IntStream.of(TopK.of(scores, Math.min(TOP, scores.length)))
                .boxed()
                .toList();
        VideoPrediction prediction = new VideoPrediction(
                sample.file(), sample.labels(), of(sample.labels(), probabilities), top, of(top, probabilities));
        calibration.add(prediction.confidence(), prediction.isCorrect());
        predictions.add(prediction);
        scoresOfVideos.add(scores);
    }

    private static List<Double> of(List<Integer> labels, double[] probabilities) {
        return labels.stream().map(label -> probabilities[label]).toList();
    }

    /**
     * All of it.
     *
     * @param protocol how it was measured; the counts are added
     * @throws DatasetException if no video could be read
     */
    Evaluation result(String protocol) {
        if (predictions.isEmpty()) {
            throw new DatasetException(dataset.description() + ": none of its videos can be read; the first: "
                    + skipped.get(0).file() + ": " + skipped.get(0).reason());
        }
        return new Evaluation(
                protocol + "; " + Counted.of(predictions.size(), "video") + " used, " + skipped.size() + " skipped",
                dataset.multiLabel(),
                loss.mean(),
                shareOf(VideoPrediction::isCorrect),
                shareOf(VideoPrediction::isInTop5),
                accuracy.meanClassAccuracy(),
                dataset.multiLabel() ? averagePrecision.mean() : Double.NaN,
                dataset.multiLabel() ? averagePrecisions() : List.of(),
                accuracy.confusion(),
                calibration,
                predictions,
                new ScoreTable(classes, scoresOfVideos),
                skipped);
    }

    private double shareOf(Predicate<VideoPrediction> condition) {
        return (double) predictions.stream().filter(condition).count() / predictions.size();
    }

    private List<Double> averagePrecisions() {
        return IntStream.range(0, classes)
                .mapToObj(label -> averagePrecision.averagePrecision(label))
                .toList();
    }
}
