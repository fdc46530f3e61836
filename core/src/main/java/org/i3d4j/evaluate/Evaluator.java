package org.i3d4j.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.data.loading.Sharding;
import org.i3d4j.error.DatasetException;
import org.i3d4j.evaluate.BatchScores.VideoScores;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.text.Counted;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;

/**
 * Measures networks on a labelled data set, the same way every time: the frames of a video are sampled from (seed, 0, its
 * index), its views are averaged, no video is left out but those that can't be read.
 */
public final class Evaluator {
    private final VideoDataset dataset;
    private final FrameSampler sampler;
    private final TransformChain transforms;
    private final LoaderSettings loading;
    private final Averaging averaging;
    private final DamageWarnings warnings = new DamageWarnings();

    /** As {@link #Evaluator(VideoDataset, FrameSampler, TransformChain, LoaderSettings, Averaging)}, averaging logits. */
    public Evaluator(VideoDataset dataset, FrameSampler sampler, TransformChain transforms, LoaderSettings loading) {
        this(dataset, sampler, transforms, loading, Averaging.LOGITS);
    }

    /**
     * Of one side of a configuration's data.
     *
     * @throws DatasetException as the other constructor
     */
    public Evaluator(ConfiguredSplit split, Averaging averaging) {
        this(split.dataset(), split.sampler(), split.transforms(), split.loading(), averaging);
    }

    /** @throws DatasetException if the data set can't be used as it was meant, or a video has no label */
    public Evaluator(
            VideoDataset dataset,
            FrameSampler sampler,
            TransformChain transforms,
            LoaderSettings loading,
            Averaging averaging) {
        dataset.requireSound();
        if (!dataset.labelled()) {
            throw new DatasetException(dataset.description() + ": has videos without labels; they can't be evaluated");
        }
        this.dataset = dataset;
        this.sampler = sampler;
        this.transforms = transforms;
        this.loading = loading.everyVideoInOrder();
        this.averaging = averaging;
    }

    /** Number of videos to measure. */
    public int videos() {
        return dataset.samples().size();
    }

    /** Measures in this process alone; else as {@link #evaluate(Network, IntConsumer, Peers)}. */
    public Evaluation evaluate(Network network, IntConsumer progress) {
        return evaluate(network, progress, Peers.NONE);
    }

    /**
     * Runs {@code network} over all videos. Several processes share the work: each takes whole batches in turn, so that
     * every batch is as in one process, and so are all figures, which every process gets.
     *
     * @param progress told the number of videos this process has done, after each batch
     * @throws DatasetException if no video could be read or the data set has more classes than the network
     * @throws org.i3d4j.error.WeightsException if the network's scores of a video are not finite: what others give is not to be believed
     */
    public Evaluation evaluate(Network network, IntConsumer progress, Peers peers) {
        return result(network, measure(network, progress, peers));
    }

    /** The scores of all videos, of all processes. */
    BatchScores measure(Network network, IntConsumer progress, Peers peers) {
        int classes = network.settings().classes();
        if (dataset.classNames().size() > classes) {
            throw new DatasetException(dataset.description() + ": has "
                    + Counted.of(dataset.classNames().size(), "class") + ", the network " + classes
                    + "; evaluate with a network trained on these classes");
        }
        return BatchScores.together(inOrder(measureAll(network, progress, peers), peers), sampler.clips());
    }

    /** What scores of {@code network} come to. */
    Evaluation result(Network network, BatchScores scores) {
        return result(manner(network, scores), scores, network.settings().classes());
    }

    /**
     * What scores come to.
     *
     * @param manner how they were measured
     * @param classes of each video's scores
     */
    Evaluation result(String manner, BatchScores scores, int classes) {
        Tally tally = new Tally(dataset, classes);
        tally.add(scores);
        return tally.result(dataset.description() + "; " + manner);
    }

    private List<BatchScores> measureAll(Network network, IntConsumer progress, Peers peers) {
        List<BatchScores> measured = new ArrayList<>();
        int seen = 0;
        Sharding sharding = Sharding.byBatches(peers.rank(), peers.worldSize());
        try (ClipLoader loader = new ClipLoader(
                        dataset, sampler, transforms, loading.storing(network.clipType()), sharding, warnings);
                Epoch batches = loader.epoch(0, 0)) {
            for (LabelledBatch batch = batches.next(); batch != null; batch = batches.next()) {
                BatchScores scores = measure(batch, network);
                measured.add(scores);
                seen += scores.videos().size() + scores.skipped().size();
                progress.accept(seen);
            }
        }
        return measured;
    }

    /** The batches of all processes, in the order in which one would have measured them. */
    private static List<BatchScores> inOrder(List<BatchScores> own, Peers peers) {
        if (peers.worldSize() == 1) {
            return own;
        }
        List<List<BatchScores>> all = peers.exchange(BatchScores.encode(own)).stream()
                .map(BatchScores::decode)
                .toList();
        List<BatchScores> ordered = new ArrayList<>();
        for (int turn = 0; turn < all.get(0).size(); turn++) {
            for (List<BatchScores> ofRank : all) {
                if (turn < ofRank.size()) {
                    ordered.add(ofRank.get(turn));
                }
            }
        }
        return ordered;
    }

    private BatchScores measure(LabelledBatch batch, Network network) {
        try (batch) {
            List<VideoScores> videos = new ArrayList<>();
            if (!batch.isEmpty()) {
                Logits logits = network.forward(batch.clips());
                int views = batch.clipsPerVideo();
                for (int video = 0; video < batch.videos(); video++) {
                    int sample = batch.sampleIndices()[video];
                    Path file = dataset.samples().get(sample).file();
                    List<float[]> ofVideo = IntStream.range(video * views, (video + 1) * views)
                            .mapToObj(view -> logits.row(view, file))
                            .toList();
                    videos.add(new VideoScores(sample, averaging.scores(ofVideo, dataset.multiLabel())));
                }
            }
            return new BatchScores(batch.clipsPerVideo(), videos, batch.skipped());
        }
    }

    /** How scores were measured, in one line, whatever the videos. */
    String manner(Network network, BatchScores scores) {
        int crops = Math.max(1, scores.clipsPerVideo() / sampler.clips());
        return sampler.clips() + " clip(s) x " + crops + " crop(s) of each video, "
                + averaging.yamlName() + " averaged; " + Counted.of(sampler.frames(), "frame") + " a clip ("
                + sampler.mode().yamlName() + ", seed " + loading.seed() + "); " + transforms + "; "
                + loading.flow()
                        .map(flow -> "optical flow by " + flow.settings() + "; ")
                        .orElse("")
                + network.description();
    }
}
