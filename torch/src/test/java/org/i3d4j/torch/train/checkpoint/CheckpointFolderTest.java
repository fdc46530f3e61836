package org.i3d4j.torch.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving while training goes on. */
class CheckpointFolderTest {
    private static final String BIAS = "logits.conv3d.bias";
    private static TrainingState state;

    @TempDir
    private Path folder;

    private SavingRun run;

    @BeforeAll
    static void makeNetwork() {
        state = SavingRun.newState();
    }

    @AfterAll
    static void closeNetwork() {
        state.close();
    }

    @BeforeEach
    void begin() {
        run = new SavingRun(folder, state);
    }

    private static void fill(double value) {
        try (NoGradGuard guard = new NoGradGuard();
                Scalar scalar = new Scalar(value)) {
            state.network().parameters().values().fill_(scalar);
        }
    }

    @Test
    void trainingGoesOnWhileTheStateOfTheSaveIsWritten() throws IOException {
        CountDownLatch mayWrite = new CountDownLatch(1);
        List<Float> written = new ArrayList<>();
        try (CheckpointFolder checkpoints = run.open(0, 3, (file, metadata, weights, training) -> {
            SavingRun.await(mayWrite);
            written.add(weights.require(BIAS).toFloatArray()[0]);
            written.add(new StateDict(training).require("ema." + BIAS).toFloatArray()[0]);
            SavingRun.touch(file, metadata, weights, training);
        })) {
            fill(1);
            checkpoints.save(SavingRun.step(1));
            fill(2);
            checkpoints.poll();
            assertThat(run.saved()).isEmpty();
            assertThat(run.files()).isEmpty();

            mayWrite.countDown();
            checkpoints.save(SavingRun.step(2));
            assertThat(run.saved()).hasSize(1);
        }

        assertThat(written).hasSize(4).startsWith(1f).element(2).isEqualTo(2f);
        String here = Thread.currentThread().getName();
        assertThat(run.saved()).containsExactly("tiny-1_1.safetensors on " + here, "tiny-1_2.safetensors on " + here);
        assertThat(folder.resolve("latest")).hasContent("tiny-1_2.safetensors\n");
    }

    @Test
    void theSameMemoryIsUsedForEverySave() {
        List<StateDict> written = new ArrayList<>();
        try (CheckpointFolder checkpoints =
                run.open(0, 3, (file, metadata, weights, training) -> written.add(new StateDict(training)))) {
            checkpoints.save(SavingRun.step(1));
            checkpoints.save(SavingRun.step(2));
        }

        assertThat(written.get(0).names())
                .contains("optimizer.momentum." + BIAS, "ema." + BIAS)
                .allSatisfy(name -> assertThat(written.get(1).get(name))
                        .isSameAs(written.get(0).get(name)));
    }

    @Test
    void theOldestGoWhenTheNewOneAndLatestAreOnDisk() throws IOException {
        List<List<String>> before = new ArrayList<>();
        try (CheckpointFolder checkpoints = run.open(0, 1, (file, metadata, weights, training) -> {
            SavingRun.touch(file, metadata, weights, training);
            try {
                before.add(run.files());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        })) {
            checkpoints.save(SavingRun.step(9));
            checkpoints.save(SavingRun.step(9));
            checkpoints.save(SavingRun.step(10));
        }

        assertThat(before.get(2)).containsExactly("latest", "tiny-1_10.safetensors", "tiny-1_9.safetensors");
        assertThat(run.files()).containsExactly("latest", "tiny-1_10.safetensors");
    }

    @Test
    void aSaveIsDueSoManyMinutesAfterTheLast() {
        try (CheckpointFolder checkpoints = run.open(1.5, 3, SavingRun::touch)) {
            run.nanos().addAndGet(TimeUnit.SECONDS.toNanos(89));
            assertThat(checkpoints.isDueAfterStep(1)).isFalse();
            run.nanos().addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(checkpoints.isDueAfterStep(2)).isTrue();

            checkpoints.save(SavingRun.step(2));
            assertThat(checkpoints.isDueAfterStep(3)).isFalse();
            run.nanos().addAndGet(TimeUnit.SECONDS.toNanos(90));
            assertThat(checkpoints.isDueAfterStep(4)).isTrue();
        }
        try (CheckpointFolder never = run.open(0, 3, SavingRun::touch)) {
            run.nanos().addAndGet(TimeUnit.DAYS.toNanos(9));
            assertThat(never.isDueAfterStep(1)).isFalse();
        }
    }

    @Test
    void aRunFromTheBeginningForgetsWhatLatestNamed() throws IOException {
        Files.writeString(folder.resolve("latest"), "tiny-9_9.safetensors\n");

        run.open(0, 3, SavingRun::touch).close();

        assertThat(CheckpointFolder.resume(folder, "tiny", TrainingCheckpoint::file))
                .isEqualTo(Optional.empty());
    }
}
