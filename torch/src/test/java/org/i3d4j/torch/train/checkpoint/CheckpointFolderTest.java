package org.i3d4j.torch.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.error.Advice;
import org.i3d4j.error.OutputException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.ScoreTable;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.InceptionI3d;
import org.i3d4j.torch.train.checkpoint.CheckpointFolder.Output;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.optimizer.Ema;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.torch.train.optimizer.StepPlan;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving while training goes on. */
class CheckpointFolderTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 2);
    private static final String BIAS = "logits.conv3d.bias";
    private static TrainingState state;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> saved = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeNetwork() {
        InceptionI3d network = InceptionI3d.random(SETTINGS, "cpu", Precision.FP32, 1);
        state = new TrainingState(
                network, new Sgd(network.parameters(), 0.9, 0, false), new Ema(network.parameters(), 0.5));
    }

    @AfterAll
    static void closeNetwork() {
        state.close();
    }

    private CheckpointFolder open(double everyMinutes, int keep, Output output) {
        CheckpointFolder.Policy policy =
                new CheckpointFolder.Policy("tiny", 1, 0, everyMinutes, keep, new StepPlan(100, 1, 1), true);
        CheckpointFolder checkpoints = new CheckpointFolder(
                folder,
                policy,
                state,
                (position, metrics) -> new CheckpointMetadata(SETTINGS, position, "", List.of(), metrics, Map.of()),
                List.of(new TrainListener() {
                    @Override
                    public void saved(Path checkpoint) {
                        saved.add(checkpoint.getFileName() + " on "
                                + Thread.currentThread().getName());
                    }
                }),
                output,
                nanos::get);
        checkpoints.begin(TrainingPosition.START);
        return checkpoints;
    }

    private static TrainingPosition step(int step) {
        return new TrainingPosition(0, step, step, -1, 0);
    }

    /** A file with nothing in it, in place of fifty megabytes. */
    private static void touch(
            Path file, CheckpointMetadata metadata, StateDict weights, Map<String, TensorData> training) {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new OutputException(file + ": full", e);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void fill(double value) {
        try (NoGradGuard guard = new NoGradGuard();
                Scalar scalar = new Scalar(value)) {
            state.network().parameters().values().fill_(scalar);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void trainingGoesOnWhileTheStateOfTheSaveIsWritten() throws IOException {
        CountDownLatch mayWrite = new CountDownLatch(1);
        List<Float> written = new ArrayList<>();
        try (CheckpointFolder checkpoints = open(0, 3, (file, metadata, weights, training) -> {
            await(mayWrite);
            written.add(weights.require(BIAS).toFloatArray()[0]);
            written.add(new StateDict(training).require("ema." + BIAS).toFloatArray()[0]);
            touch(file, metadata, weights, training);
        })) {
            fill(1);
            checkpoints.save(step(1));
            fill(2);
            checkpoints.poll();
            assertThat(saved).isEmpty();
            assertThat(files()).isEmpty();

            mayWrite.countDown();
            checkpoints.save(step(2));
            assertThat(saved).hasSize(1);
        }

        assertThat(written).hasSize(4).startsWith(1f).element(2).isEqualTo(2f);
        String here = Thread.currentThread().getName();
        assertThat(saved).containsExactly("tiny-1_1.safetensors on " + here, "tiny-1_2.safetensors on " + here);
        assertThat(folder.resolve("latest")).hasContent("tiny-1_2.safetensors\n");
    }

    @Test
    void theSameMemoryIsUsedForEverySave() {
        List<StateDict> written = new ArrayList<>();
        try (CheckpointFolder checkpoints =
                open(0, 3, (file, metadata, weights, training) -> written.add(new StateDict(training)))) {
            checkpoints.save(step(1));
            checkpoints.save(step(2));
        }

        assertThat(written.get(0).names())
                .contains("optimizer.momentum." + BIAS, "ema." + BIAS)
                .allSatisfy(name -> assertThat(written.get(1).get(name))
                        .isSameAs(written.get(0).get(name)));
    }

    @Test
    void whatFailedIsThrownAtTheEndOfTheNextStepWithWhatStays() throws IOException {
        CountDownLatch failed = new CountDownLatch(1);
        try (CheckpointFolder checkpoints = open(0, 3, (file, metadata, weights, training) -> {
            if (file.endsWith("tiny-1_2.safetensors")) {
                failed.countDown();
                throw new OutputException(file + ": can't be written: full");
            }
            touch(file, metadata, weights, training);
        })) {
            checkpoints.save(step(1));
            checkpoints.save(step(2));
            await(failed);
            assertThat(checkpoints.whatStays()).contains("tiny-1_1.safetensors stays");
            assertThatThrownBy(checkpoints::poll)
                    .isInstanceOf(OutputException.class)
                    .hasMessageStartingWith(folder.resolve("tiny-1_2.safetensors")
                            + ": can't be written: full; nor could it be in the temporary folder: ")
                    .hasMessageEndingWith("; " + folder.resolve("tiny-1_1.safetensors") + " stays; " + Advice.RESUME);
            checkpoints.poll();
        }
        assertThat(saved).hasSize(1);
        assertThat(folder.resolve("latest")).hasContent("tiny-1_1.safetensors\n");
    }

    @Test
    void whatFailedIsThrownAtTheNextSaveOrAtTheEnd() {
        Output full = (file, metadata, weights, training) -> {
            throw new OutputException(file + ": full");
        };
        CheckpointFolder checkpoints = open(0, 3, full);
        checkpoints.save(step(1));
        assertThatThrownBy(() -> checkpoints.save(step(2)))
                .isInstanceOf(OutputException.class)
                .hasMessageContainingAll("tiny-1_1.safetensors: full; nor", "tiny-1_2.safetensors: full; nor")
                .hasMessageEndingWith("; there is no checkpoint yet");

        checkpoints.save(step(3));
        assertThatThrownBy(checkpoints::close)
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("tiny-1_3.safetensors: full");
    }

    @Test
    void whatTheFolderDoesNotTakeGoesElsewhereAndTrainsOnFromThere() throws IOException {
        CheckpointFolder checkpoints = open(0, 3, (file, metadata, weights, training) -> {
            if (file.startsWith(folder)) {
                throw new OutputException(file + ": full");
            }
            touch(file, metadata, weights, training);
        });
        checkpoints.save(step(7));

        Matcher told = Pattern.compile("(?s).*tiny-1_7.safetensors: full; it went to (.+) instead: .* and resume; .*")
                .matcher(catchThrowableOfType(OutputException.class, checkpoints::close)
                        .getMessage());
        assertThat(told).matches();
        Path rescued = Path.of(told.group(1));
        assertThat(rescued).hasFileName("tiny-1_7.safetensors").exists();
        if (Files.getFileStore(rescued).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rescued.getParent())))
                    .isEqualTo("rwx------");
        }
        Files.delete(rescued);
        Files.delete(rescued.getParent());
    }

    @Test
    void theEpochIsSavedThoughTheBestModelCouldNotBe() throws IOException {
        Evaluation evaluation = new Evaluation(
                "",
                false,
                0.5,
                1,
                1,
                1,
                Double.NaN,
                List.of(),
                new ConfusionMatrix(2),
                new Calibration(15),
                List.of(),
                new ScoreTable(2, List.of()),
                List.of());
        try (CheckpointFolder checkpoints = open(0, 3, (file, metadata, weights, training) -> {
            if (file.endsWith("best.safetensors")) {
                throw new OutputException(file + ": is a folder");
            }
            touch(file, metadata, weights, training);
        })) {
            checkpoints.saveBest(step(5), evaluation);
            assertThatThrownBy(() -> checkpoints.save(step(5)))
                    .isInstanceOf(OutputException.class)
                    .hasMessage(folder.resolve("best.safetensors") + ": is a folder; "
                            + folder.resolve("tiny-1_5.safetensors") + " stays; " + Advice.RESUME);
        }

        assertThat(files()).containsExactly("latest", "tiny-1_5.safetensors");
        assertThat(saved).hasSize(1);
    }

    @Test
    void theOldestGoWhenTheNewOneAndLatestAreOnDisk() throws IOException {
        List<List<String>> before = new ArrayList<>();
        try (CheckpointFolder checkpoints = open(0, 1, (file, metadata, weights, training) -> {
            touch(file, metadata, weights, training);
            try {
                before.add(files());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        })) {
            checkpoints.save(step(9));
            checkpoints.save(step(9));
            checkpoints.save(step(10));
        }

        assertThat(before.get(2)).containsExactly("latest", "tiny-1_10.safetensors", "tiny-1_9.safetensors");
        assertThat(files()).containsExactly("latest", "tiny-1_10.safetensors");
    }

    @Test
    void aSaveIsDueSoManyMinutesAfterTheLast() {
        try (CheckpointFolder checkpoints = open(1.5, 3, CheckpointFolderTest::touch)) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(89));
            assertThat(checkpoints.isDueAfterStep(1)).isFalse();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(checkpoints.isDueAfterStep(2)).isTrue();

            checkpoints.save(step(2));
            assertThat(checkpoints.isDueAfterStep(3)).isFalse();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(90));
            assertThat(checkpoints.isDueAfterStep(4)).isTrue();
        }
        try (CheckpointFolder never = open(0, 3, CheckpointFolderTest::touch)) {
            nanos.addAndGet(TimeUnit.DAYS.toNanos(9));
            assertThat(never.isDueAfterStep(1)).isFalse();
        }
    }

    @Test
    void aRunFromTheBeginningForgetsWhatLatestNamed() throws IOException {
        Files.writeString(folder.resolve("latest"), "tiny-9_9.safetensors\n");

        open(0, 3, CheckpointFolderTest::touch).close();

        assertThat(CheckpointFolder.resume(folder, "tiny", TrainingCheckpoint::file))
                .isEqualTo(Optional.empty());
    }
}
