package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.LongTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full before a file is whole: the system refuses to let files grow beyond a limit. */
@LongTest
class DiskFullIT {
    /** More than the model for use takes, less than a checkpoint to train on from. */
    private static final String SPACE_FOR_HALF_A_CHECKPOINT = "ulimit -f 60000";

    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    private Path out;
    private Path logs;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
    }

    @BeforeEach
    void nameFolders() throws IOException {
        out = folder.resolve("results");
        logs = Files.createDirectory(folder.resolve("logs"));
    }

    private CommandRun run(String shell, String line) throws IOException, InterruptedException {
        return CommandProcess.after(shell).run(logs, good.arguments(line, Map.of("OUT", out)));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theCheckpointBeforeStaysAndTrainingGoesOnFromIt() throws IOException, InterruptedException {
        String train = "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT";
        run("", train).succeeds();
        Path first = out.resolve("tiny-1_1.safetensors");
        byte[] before = Files.readAllBytes(first);
        String further = train + " --set train.epochs=2 --resume";

        run(SPACE_FOR_HALF_A_CHECKPOINT, further)
                .failsWith(
                        8,
                        out.resolve("tiny-2_1.safetensors") + ": can't be written: File too large",
                        first + " stays; train on from it with --resume");

        assertThat(first).hasBinaryContent(before);
        assertThat(files(out))
                .contains("best.safetensors", "tiny-1_1.safetensors")
                .doesNotContain("tiny-2_1.safetensors")
                .noneMatch(name -> name.endsWith(".tmp"));
        CommandRun.of("predict", "--checkpoint", first, good.video()).succeeds();
        run("", further).succeeds();
        assertThat(files(out)).contains("tiny-2_1.safetensors");
    }

    @Test
    void aCacheEndsAtTheFirstArrayThatDoesNotFitAndIsContinued() throws IOException, InterruptedException {
        run("ulimit -f 10", "dataset cache DATA --out OUT")
                .failsWith(8, out.resolve("train").toString(), ".npy: can't be written: File too large");

        assertThat(files(out)).noneMatch(name -> name.endsWith(".tmp") || name.endsWith(".npy"));
        assertThat(run("", "dataset cache DATA --out OUT").succeeds().out()).contains("6 videos decoded", "0 left out");
    }

    @Test
    void aPreparedCopyEndsAtTheFirstVideoThatDoesNotFitAndIsContinued() throws IOException, InterruptedException {
        run("ulimit -f 2", "dataset prepare DATA OUT")
                .failsWith(8, out.toString(), ".mp4: can't be written: File too large");

        assertThat(files(out)).noneMatch(name -> name.endsWith(".part"));
        long whole = files(out).stream().filter(name -> name.endsWith(".mp4")).count();
        assertThat(whole).isLessThan(6);
        assertThat(run("", "dataset prepare DATA OUT").succeeds().out())
                .contains(whole + " kept from before", "0 left out");
        assertThat(files(out)).filteredOn(name -> name.endsWith(".mp4")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval --config CONFIG --dataset DATA --checkpoint CKPT --report OUT",
                "plot schedule CONFIG --out OUT/plot.png",
                "dataset show CONFIG --dataset DATA --out OUT",
                "dataset motion OUT --train 1 --val 1"
            })
    void resultsThatDoNotFitAreNamedAndNotLeftInHalf(String line) throws IOException, InterruptedException {
        run("ulimit -f 2", line).failsWith(8, out.toString(), "can't be written", "File too large");

        assertThat(files(out)).noneMatch(name -> name.contains("tmp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict --checkpoint CKPT --annotate OUT VIDEO",
                "predict --checkpoint CKPT --window 8 --annotate OUT VIDEO",
                "predict --checkpoint CKPT --window 8 --timeline OUT VIDEO"
            })
    void anAnnotatedCopyThatDoesNotFitIsNotLeftInHalf(String line) throws IOException, InterruptedException {
        CommandRun run = run("ulimit -f 4", line).failsWith(8, out + ": can't be written", "File too large");

        assertThat(run.out()).contains("left");
        assertThat(files(folder)).containsExactly("err", "out");
    }
}
