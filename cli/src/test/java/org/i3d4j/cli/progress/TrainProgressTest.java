package org.i3d4j.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.ScoreTable;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.ConfusionMatrix;
import org.junit.jupiter.api.Test;

class TrainProgressTest {
    private static String validation(int classes, boolean multiLabel) {
        VideoPrediction video =
                new VideoPrediction(Path.of("a.mp4"), List.of(0), List.of(0.5), List.of(0), List.of(0.5));
        Evaluation evaluation = new Evaluation(
                "",
                multiLabel,
                0.0893,
                0.96875,
                1,
                0.5,
                multiLabel ? 0.25 : Double.NaN,
                List.of(),
                new ConfusionMatrix(classes),
                new Calibration(15),
                List.of(video),
                new ScoreTable(classes, List.of(new float[classes])),
                List.of());
        StringWriter out = new StringWriter();
        new TrainProgress(new PrintWriter(out), Progress.LINES).validated(7, 70, evaluation);
        return out.toString().strip();
    }

    @Test
    void aValidationIsALineWithTheFiguresThatSaySomething() {
        assertThat(validation(6, false))
                .isEqualTo("validation after epoch 7: top1 96.88 %  top5 100.00 %  loss 0.0893  (1 video, 0 skipped)");
        assertThat(validation(5, false))
                .isEqualTo("validation after epoch 7: top1 96.88 %  loss 0.0893  (1 video, 0 skipped)");
        assertThat(validation(9, true)).contains(": mAP 25.00 %  top1 96.88 %  top5 100.00 %  loss");
    }

    @Test
    void aLongValidationMoves() {
        StringWriter out = new StringWriter();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        TrainProgress progress = new TrainProgress(new PrintWriter(out), Progress.LINES, now::get);

        for (int done = 4; done <= 20; done += 4) {
            now.updateAndGet(time -> time.plusSeconds(3));
            progress.validating(done, 20);
        }

        assertThat(out.toString().lines()).containsExactly("validated 8 of 20 videos", "validated 16 of 20 videos");
    }
}
