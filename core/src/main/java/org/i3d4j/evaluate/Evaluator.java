package org.i3d4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.i3d4j.data.ClipLoader;
import org.i3d4j.data.Epoch;
import org.i3d4j.data.LabelledBatch;
import org.i3d4j.data.LoaderSettings;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.DatasetException;
import org.i3d4j.metrics.Accuracy;
import org.i3d4j.metrics.Meter;
import org.i3d4j.metrics.Softmax;
import org.i3d4j.metrics.TopK;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;

/**
 * Measures networks on a labelled data set, the same way every time: the frames of a video are sampled from (seed, 0, its
 * index), its clips' logits are averaged, no video is left out but those that can't be read.
 */
public final class Evaluator {
    private static final int TOP = 5;

    private final VideoDataset dataset;
    private final FrameSampler sampler;
    private final TransformChain transforms;
    private final LoaderSettings loading;

    /** @throws DatasetException if a video has no label */
    public Evaluator(VideoDataset dataset, FrameSampler sampler, TransformChain transforms, LoaderSettings loading) {
        if (!dataset.labelled()) {
            throw new DatasetException(dataset.description() + ": has videos without labels; they can't be evaluated");
        }
        this.dataset = dataset;
        this.sampler = sampler;
        this.transforms = transforms;
        this.loading = loading.everyVideoInOrder();
    }

    /** Number of videos to measure. */
    public int videos() {
        return dataset.samples().size();
    }

    /**
     * Runs {@code network} over all videos.
     *
     * @param progress told the number of videos done, after each batch
     * @throws DatasetException if no video could be read or the data set has more classes than the network
     */
    public Evaluation evaluate(Network network, IntConsumer progress) {
        int classes = network.settings().classes();
        if (dataset.classNames().size() > classes) {
            throw new DatasetException(dataset.description() + ": has "
                    + dataset.classNames().size() + " classes, the network " + classes
                    + "; evaluate with a network trained on these classes");
        }
        Tally tally = new Tally(classes);
        try (ClipLoader loader = new ClipLoader(dataset, sampler, transforms, loading);
                Epoch batches = loader.epoch(0, 0)) {
            for (LabelledBatch batch = batches.next(); batch != null; batch = batches.next()) {
                tally.add(batch, network);
                progress.accept(tally.seen());
            }
        }
        return tally.result(network);
    }

    private final class Tally {
        private final Accuracy accuracy;
        private final Meter loss = new Meter();
        private final List<VideoPrediction> predictions = new ArrayList<>();
        private final List<SkippedVideo> skipped = new ArrayList<>(dataset.skipped());

        Tally(int classes) {
            this.accuracy = new Accuracy(classes);
        }

        int seen() {
            return predictions.size() + skipped.size() - dataset.skipped().size();
        }

        void add(LabelledBatch batch, Network network) {
            try (batch) {
                skipped.addAll(batch.skipped());
                if (batch.isEmpty()) {
                    return;
                }
                Logits logits = network.forward(batch.clips());
                int[] indices = batch.sampleIndices();
                for (int video = 0; video < batch.videos(); video++) {
                    VideoSample sample = dataset.samples().get(indices[video]);
                    add(sample, meanOfClips(logits, video, batch.clipsPerVideo()));
                }
            }
        }

        private void add(VideoSample sample, float[] scores) {
            accuracy.add(scores, sample.label());
            loss.add(Softmax.crossEntropy(scores, sample.label()), 1);
            double[] probabilities = Softmax.of(scores);
            List<Integer> top = IntStream.of(TopK.of(scores, Math.min(TOP, scores.length)))
                    .boxed()
                    .toList();
            predictions.add(new VideoPrediction(
                    sample.file(),
                    sample.label(),
                    top,
                    top.stream().map(c -> probabilities[c]).toList()));
        }

        Evaluation result(Network network) {
            if (predictions.isEmpty()) {
                throw new DatasetException(dataset.description() + ": none of its videos can be read; the first: "
                        + skipped.get(0).file() + ": " + skipped.get(0).reason());
            }
            return new Evaluation(
                    protocol(network),
                    loss.mean(),
                    accuracy.top1(),
                    accuracy.top5(),
                    accuracy.meanClassAccuracy(),
                    accuracy.confusion(),
                    predictions,
                    skipped);
        }
    }

    private static float[] meanOfClips(Logits logits, int video, int clipsPerVideo) {
        float[] mean = new float[logits.classes()];
        for (int clip = 0; clip < clipsPerVideo; clip++) {
            float[] row = logits.row(video * clipsPerVideo + clip);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / clipsPerVideo;
            }
        }
        return mean;
    }

    private String protocol(Network network) {
        return dataset.description() + "; " + sampler.clips() + " clip(s) of " + sampler.frames() + " frames a video ("
                + sampler.mode().lowerCaseName() + ", seed " + loading.seed() + "); " + transforms + "; "
                + network.description();
    }
}
