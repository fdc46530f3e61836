package org.i3d4j.torch.train.listeners;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.report.SkippedCsv;

/** Lists the videos that a run left out, each once, in {@code skipped.csv}; none, no file. */
public final class SkippedVideos implements TrainListener {
    private final Path folder;
    private final Set<SkippedVideo> videos = new LinkedHashSet<>();

    /** @param missing videos known to be left out before the first is read */
    public SkippedVideos(Path folder, List<SkippedVideo> missing) {
        this.folder = folder;
        videos.addAll(missing);
    }

    @Override
    public void skipped(SkippedVideo video) {
        videos.add(video);
    }

    @Override
    public void validated(int epoch, long step, Evaluation evaluation) {
        videos.addAll(evaluation.skipped());
    }

    @Override
    public void close() {
        if (!videos.isEmpty()) {
            SkippedCsv.write(folder, List.copyOf(videos));
        }
    }
}
