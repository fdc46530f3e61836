package org.i3d4j.cli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.evaluate.report.ClassSpread;
import org.i3d4j.metrics.MeanLogits;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;

/** Videos of a configuration's data, as its loader gives them. */
final class SplitClips implements ClipSource {
    private final VideoDataset dataset;
    private final ConfiguredSplit split;

    /** @param most videos to take, at even distances */
    SplitClips(ConfiguredSplit split, int most) {
        VideoDataset all = split.dataset();
        this.split = split;
        this.dataset = new ListedDataset(
                all.classNames(),
                ClassSpread.evenly(all.samples(), most),
                List.of(),
                all.source(),
                all.description(),
                all.multiLabel());
    }

    @Override
    public int videos() {
        return dataset.samples().size();
    }

    @Override
    public String description() {
        return dataset.description();
    }

    @Override
    public List<SkippedVideo> run(List<Network> networks, Receiver receiver, IntConsumer progress) {
        int done = 0;
        try (ClipLoader loader = new ClipLoader(
                        dataset,
                        split.sampler(),
                        split.transforms(),
                        split.loading().everyVideoInOrder());
                Epoch batches = loader.epoch(0, 0)) {
            for (LabelledBatch batch = batches.next(); batch != null; batch = batches.next()) {
                run(batch, networks, receiver);
                done += batch.videos() + batch.skipped().size();
                progress.accept(done);
            }
            return batches.skipped();
        }
    }

    private void run(LabelledBatch batch, List<Network> networks, Receiver receiver) {
        try (batch) {
            if (!batch.isEmpty()) {
                forward(batch, networks, receiver);
            }
        }
    }

    private void forward(LabelledBatch batch, List<Network> networks, Receiver receiver) {
        List<Logits> logits =
                networks.stream().map(network -> network.forward(batch.clips())).toList();
        for (int video = 0; video < batch.videos(); video++) {
            List<float[]> ofVideo = new ArrayList<>();
            for (Logits ofNetwork : logits) {
                ofVideo.add(MeanLogits.of(
                        IntStream.range(video * batch.clipsPerVideo(), (video + 1) * batch.clipsPerVideo())
                                .mapToObj(ofNetwork::row)
                                .toList()));
            }
            receiver.accept(dataset.multiLabel() ? VideoSample.UNLABELLED : batch.labels()[video], ofVideo);
        }
    }
}
