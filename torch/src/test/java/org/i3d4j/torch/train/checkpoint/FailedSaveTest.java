package org.i3d4j.torch.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.error.Advice;
import org.i3d4j.error.OutputException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.ScoreTable;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.torch.train.checkpoint.CheckpointFolder.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a save that could not be written. */
class FailedSaveTest {
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

    @Test
    void whatFailedIsThrownAtTheEndOfTheNextStepWithWhatStays() throws IOException {
        CountDownLatch failed = new CountDownLatch(1);
        try (CheckpointFolder checkpoints = run.open(0, 3, (file, metadata, weights, training) -> {
            if (file.endsWith("tiny-1_2.safetensors")) {
                failed.countDown();
                throw new OutputException(file + ": can't be written: full");
            }
            SavingRun.touch(file, metadata, weights, training);
        })) {
            checkpoints.save(SavingRun.step(1));
            checkpoints.save(SavingRun.step(2));
            SavingRun.await(failed);
            assertThat(checkpoints.whatStays()).contains("tiny-1_1.safetensors stays");
            assertThatThrownBy(checkpoints::poll)
                    .isInstanceOf(OutputException.class)
                    .hasMessageStartingWith(folder.resolve("tiny-1_2.safetensors")
                            + ": can't be written: full; nor could it be in the temporary folder: ")
                    .hasMessageEndingWith("; " + folder.resolve("tiny-1_1.safetensors") + " stays; " + Advice.RESUME);
            checkpoints.poll();
        }
        assertThat(run.saved()).hasSize(1);
        assertThat(folder.resolve("latest")).hasContent("tiny-1_1.safetensors\n");
    }

    @Test
    void whatFailedIsThrownAtTheNextSaveOrAtTheEnd() {
        Output full = (file, metadata, weights, training) -> {
            throw new OutputException(file + ": full");
        };
        CheckpointFolder checkpoints = run.open(0, 3, full);
        checkpoints.save(SavingRun.step(1));
        assertThatThrownBy(() -> checkpoints.save(SavingRun.step(2)))
                .isInstanceOf(OutputException.class)
                .hasMessageContainingAll("tiny-1_1.safetensors: full; nor", "tiny-1_2.safetensors: full; nor")
                .hasMessageEndingWith("; there is no checkpoint yet");

        checkpoints.save(SavingRun.step(3));
        assertThatThrownBy(checkpoints::close)
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("tiny-1_3.safetensors: full");
    }

    @Test
    void whatTheFolderDoesNotTakeGoesElsewhereAndTrainsOnFromThere() throws IOException {
        CheckpointFolder checkpoints = run.open(0, 3, (file, metadata, weights, training) -> {
            if (file.startsWith(folder)) {
                throw new OutputException(file + ": full");
            }
            SavingRun.touch(file, metadata, weights, training);
        });
        checkpoints.save(SavingRun.step(7));

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
        try (CheckpointFolder checkpoints = run.open(0, 3, (file, metadata, weights, training) -> {
            if (file.endsWith("best.safetensors")) {
                throw new OutputException(file + ": is a folder");
            }
            SavingRun.touch(file, metadata, weights, training);
        })) {
            checkpoints.saveBest(SavingRun.step(5), evaluation);
            assertThatThrownBy(() -> checkpoints.save(SavingRun.step(5)))
                    .isInstanceOf(OutputException.class)
                    .hasMessage(folder.resolve("best.safetensors") + ": is a folder; "
                            + folder.resolve("tiny-1_5.safetensors") + " stays; " + Advice.RESUME);
        }

        assertThat(run.files()).containsExactly("latest", "tiny-1_5.safetensors");
        assertThat(run.saved()).hasSize(1);
    }
}
