package org.i3d4j.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.metrics.MeanLogits;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;

/**
 * Videos of a data set, the frames and views of each that its configuration takes.
 *
 * @param dataset the chosen videos of {@code split}
 */
record SplitVideos(ConfiguredSplit split, VideoDataset dataset) implements SideBySide {

    @Override
    public int videos() {
        return dataset.samples().size();
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
