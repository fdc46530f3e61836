package org.i3d4j.quantize;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.evaluate.report.ClassSpread;
import org.i3d4j.network.Network;

/** Some of many videos, always the same; none is open. */
public final class ChosenVideos {
    private final SideBySide chosen;
    private final String description;

    private ChosenVideos(SideBySide chosen, String description) {
        this.chosen = chosen;
        this.description = description;
    }

    /** All of {@code files}. */
    static ChosenVideos ofFiles(SavedModel model, List<Path> files, String description) {
        return new ChosenVideos(new VideoFiles(model, files), description);
    }

    /** At most {@code most} of a split, at even distances. */
    static ChosenVideos of(ConfiguredSplit split, int most) {
        VideoDataset all = split.dataset();
        VideoDataset some = new ListedDataset(
                all.classNames(),
                ClassSpread.evenly(all.samples(), most),
                List.of(),
                all.source(),
                all.description(),
                all.multiLabel());
        return new ChosenVideos(new SplitVideos(split, some), some.description());
    }

    /** Their number. */
    public int count() {
        return chosen.videos();
    }

    /** Whose they are, for people. */
    public String description() {
        return description;
    }

    /** As {@link SideBySide#run}. */
    List<SkippedVideo> run(List<Network> networks, SideBySide.Receiver receiver, IntConsumer progress) {
        return chosen.run(networks, receiver, progress);
    }
}
