package org.i3d4j.torch.train.loop;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.SkipLimit;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.listeners.TrainListener;

/** The videos of an epoch that could not be read, of all processes. */
public final class EpochSkips {
    private final ProcessGroup group;
    private final VideoDataset dataset;
    private final double maxSkipped;
    private final List<TrainListener> listeners;
    private final List<SkippedVideo> own = new ArrayList<>();

    /** @param maxSkipped share of the listed videos, in [0, 1] */
    public EpochSkips(ProcessGroup group, VideoDataset dataset, double maxSkipped, List<TrainListener> listeners) {
        this.group = group;
        this.dataset = dataset;
        this.maxSkipped = maxSkipped;
        this.listeners = listeners;
    }

    /** Takes note of videos that this process could not read. */
    public void add(List<SkippedVideo> videos) {
        own.addAll(videos);
        videos.forEach(this::tell);
    }

    private void tell(SkippedVideo video) {
        listeners.forEach(listener -> listener.skipped(video));
    }

    /**
     * For all processes: tells each of what the others left out.
     *
     * @throws org.i3d4j.error.DatasetException if all together is more than may be
     */
    public void endEpoch() {
        List<SkippedVideo> all = new ArrayList<>();
        List<byte[]> ofRanks = group.exchange(SkippedVideo.encode(own));
        for (int rank = 0; rank < ofRanks.size(); rank++) {
            List<SkippedVideo> skipped = SkippedVideo.decode(ofRanks.get(rank));
            all.addAll(skipped);
            if (rank != group.rank()) {
                skipped.forEach(this::tell);
            }
        }
        own.clear();
        SkipLimit.check(maxSkipped, dataset, all);
    }
}
