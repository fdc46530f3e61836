package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.i3d4j.torch.train.TinyTraining.train;
import static org.i3d4j.torch.train.TinyTraining.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.checkpoint.TrainingStates;
import org.i3d4j.torch.train.TinyTraining.Run;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainEnd;
import org.i3d4j.torch.train.listeners.TrainEnd.Reason;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run with everything on that has a memory, cut in two, is the same run to the last digit. */
class ResumeTest {
    private static final Path LAST = Path.of("tiny-2_2.safetensors");
    /** Three batches make a step: the second step of an epoch has the one that is left. */
    private static final String[] EVERYTHING = {
        "train={epochs: 2, save_checkpoint_steps: 0, accumulate_steps: 3, ema_decay: 0.9, freeze: [Conv3d_1a_7x7],"
                + " early_stop_epochs: 5}",
        "optimizer={type: SGD, momentum: 0.9, nesterov: true, weight_decay: 0.1, decay_norm_and_bias: false, grad_clip_norm: 1,"
                + " lr_factors: [{pattern: logits, factor: 10}]}",
        "loss.label_smoothing=0.1",
        "learning_rate={lr_scheduler: warmup_cosine, lr: 0.0001, warmup_epochs: 0.5}"
    };

    @TempDir
    private static Path shared;

    private static TinyTraining training;
    private static Path whole;
    private static Run undisturbed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainWithoutARest() {
        training = new TinyTraining(shared.resolve("data"));
        whole = shared.resolve("whole");
        undisturbed = run(whole, false, 0);
    }

    private static Run run(Path output, boolean resume, long stopAt) {
        return train(training.options(output, Optional.empty(), resume, EVERYTHING), new StopRequest(), stopAt);
    }

    @Test
    void stepsCountUpdates() {
        assertThat(undisturbed.steps()).extracting(TrainStep::step).containsExactly(1L, 2L, 3L, 4L);
        assertThat(undisturbed.steps()).extracting(TrainStep::stepInEpoch).containsExactly(1, 2, 1, 2);
        assertThat(undisturbed.steps()).extracting(TrainStep::clips).containsExactly(12, 4, 12, 4);
        assertThat(undisturbed.steps())
                .allSatisfy(step -> assertThat(step.gradientNorm()).isFinite().isPositive());
        assertThat(undisturbed.end().reason()).isEqualTo(Reason.FINISHED);
    }

    /** In mid-epoch, before and after the first validation. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void aStoppedRunGoesOnAsIfItNeverWas(long stopAt) {
        Run first = run(folder, false, stopAt);
        Run second = run(folder, true, 0);

        assertThat(first.end().reason()).isEqualTo(Reason.STOPPED);
        assertThat(first.end().position().step()).isEqualTo(stopAt);
        assertThat(first.losses()).isEqualTo(undisturbed.losses().subList(0, (int) stopAt));
        assertThat(second.losses()).isEqualTo(undisturbed.losses().subList((int) stopAt, 4));
        assertSameEnd();
    }

    @Test
    void fromTheOneBeforeADamagedCheckpointTheRunIsTheSameToo() throws IOException {
        run(folder, false, 3);
        Path newest = folder.resolve("tiny-2_1.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        Path half = folder.resolve(".tiny-2_2.safetensors.0b8f5b0e-7d0c-4b5e-9a53-0f6e3a4d2c11.tmp");
        Files.write(half, bytes);

        assertThat(run(folder, true, 0).losses()).isEqualTo(undisturbed.losses().subList(2, 4));

        assertSameEnd();
        assertThat(half).doesNotExist();
        assertThat(folder.resolve("latest")).hasContent("tiny-2_2.safetensors\n");
        assertThat(rows(folder)).hasSize(7).isEqualTo(rows(whole));
    }

    /** The rows of {@code metrics.csv} without what is measured in seconds. */
    private static List<List<String>> rows(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("metrics.csv")).stream()
                .map(line -> {
                    List<String> fields = new ArrayList<>(List.of(line.split(",", -1)));
                    fields.subList(5, 7).clear();
                    return fields;
                })
                .toList();
    }

    private void assertSameEnd() {
        TrainingCheckpoint.State found = TrainingStates.read(folder.resolve(LAST));
        TrainingCheckpoint.State expected = TrainingStates.read(whole.resolve(LAST));
        assertThat(found.position()).isEqualTo(expected.position());
        assertThat(found.optimizer().asMap()).isEqualTo(expected.optimizer().asMap());
        assertThat(found.ema().asMap()).isNotEmpty().isEqualTo(expected.ema().asMap());
        assertThat(weights(folder.resolve(LAST))).isEqualTo(weights(whole.resolve(LAST)));
        assertThat(weights(folder.resolve("best.safetensors"))).isEqualTo(weights(whole.resolve("best.safetensors")));
    }

    @Test
    void aRequestDuringValidationLeavesItToTheResumedRun() {
        StopRequest stop = new StopRequest();
        TrainListener stopper = new TrainListener() {
            @Override
            public void epochEnded(int epoch, long step) {
                stop.make();
            }
        };

        TrainEnd end;
        try (Training stopped = new Training(training.options(folder, Optional.empty(), false, EVERYTHING))) {
            end = stopped.run(List.of(stopper), stop);
        }

        assertThat(end.reason()).isEqualTo(Reason.STOPPED);
        assertThat(end.position().bestScore()).as("not validated").isEqualTo(-1);
        assertThat(folder.resolve("best.safetensors")).doesNotExist();
        assertThat(run(folder, true, 0).losses()).isEqualTo(undisturbed.losses().subList(2, 4));
        assertSameEnd();
    }

    @Test
    void theBestModelIsTheAverage() {
        Path checkpoint = whole.resolve("tiny-1_2.safetensors");
        String frozen = "Conv3d_1a_7x7.conv3d.weight";
        String trained = "logits.conv3d.weight";
        var best = weights(whole.resolve("best.safetensors"));
        var ema = TrainingStates.read(whole.resolve(LAST)).ema();
        var firstEma = TrainingStates.read(checkpoint).ema();

        assertThat(best.get(frozen)).isEqualTo(weights(checkpoint).get(frozen));
        assertThat(best.get(trained)).isNotEqualTo(weights(checkpoint).get(trained));
        assertThat(List.of(ema.require("ema." + trained), firstEma.require("ema." + trained)))
                .contains(best.get(trained));
    }
}
