package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.i3d4j.data.FrameSource;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.VideoPrediction;

/** {@code clips.png}: the first video of each of the first classes that have one, with what it was taken for. */
record SomeClips(Evaluation evaluation, List<String> names, FrameSource videos) {
    private static final int CLIPS = 8;

    /** @throws org.i3d4j.error.OutputException if it can't be drawn or written */
    void write(Path file) {
        new PredictionSheet(names, videos)
                .of(IntStream.range(0, names.size())
                        .mapToObj(this::firstOf)
                        .flatMap(Optional::stream)
                        .limit(CLIPS))
                .write(file);
    }

    private Optional<VideoPrediction> firstOf(int label) {
        return evaluation.predictions().stream()
                .filter(video -> video.labels().contains(label))
                .findFirst();
    }
}
