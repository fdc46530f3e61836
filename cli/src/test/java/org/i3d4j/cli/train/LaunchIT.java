package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code i3d launch} and what it starts, as processes of their own. */
class LaunchIT {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private CommandProcess command() {
        return CommandProcess.after(":", "-Di3d.home=..");
    }

    /** A command that runs until it is ended. */
    private Process startForever() throws IOException {
        return command()
                .start(folder, "launch", "--nproc", 1, "dataset", "motion", folder.resolve("many"), "--train", 100_000);
    }

    private ProcessHandle rankOf(Process launcher) {
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("many/train")));
        List<ProcessHandle> ranks = launcher.children().toList();
        assertThat(ranks).hasSize(1);
        return ranks.get(0);
    }

    @Test
    void runsTheCommandInEachProcess() throws IOException, InterruptedException {
        CommandRun run = command().run(folder, "launch", "--nproc", 2, "config", "../configs/demo.yaml");

        run.succeeds();
        String firstLine = run.lines().get(0);
        assertThat(run.out().lines().filter(firstLine::equals)).hasSize(1);
        assertThat(run.err()).contains("[rank 1] " + firstLine);
    }

    @Test
    void endsAsTheCommandDoes() throws IOException, InterruptedException {
        command()
                .run(folder, "launch", "--nproc", 2, "train", "--config", folder.resolve("none.yaml"))
                .failsWith(3, "none.yaml", "ended with exit code 3; it said last:");
    }

    /** Two processes train by the configuration {@code tiny.yaml} with these changes. */
    private CommandRun launchTraining(String... changes) throws IOException, InterruptedException {
        List<Object> arguments =
                new ArrayList<>(List.of("launch", "--nproc", 2, "train", "--config", folder.resolve("tiny.yaml")));
        arguments.addAll(List.of("--set", "train.ckpt_path=" + folder.resolve("trained")));
        for (String change : changes) {
            arguments.addAll(List.of("--set", change));
        }
        return command().run(folder, arguments.toArray());
    }

    /** Validation lies where its path says, and is numbered by training's classes, in every process. */
    @Test
    void aClassThatTrainingLacksEndsAllBeforeTheFirstStep() throws IOException, InterruptedException {
        Path training = folder.resolve("training");
        Path validation = folder.resolve("validation");
        for (Path video : List.of(
                training.resolve("train/apple/1.mp4"),
                training.resolve("train/bear/1.mp4"),
                training.resolve("val/apple/1.mp4"),
                validation.resolve("val/cat/1.mp4"))) {
            Files.createDirectories(video.getParent());
            Files.createFile(video);
        }
        TinyModel.writeConfig(folder.resolve("tiny.yaml"));

        CommandRun run = launchTraining(
                "data_loader.train.dataset.type=ClassFolders",
                "data_loader.train.dataset.path=" + training,
                "data_loader.eval.dataset.type=ClassFolders",
                "data_loader.eval.dataset.path=" + validation);

        run.failsWith(
                4,
                validation.resolve("val/cat") + ": class 'cat' is not among the 2 classes, numbered as in training",
                "ended with exit code 4");
        assertThat(folder.resolve("trained")).doesNotExist();
    }

    /** One of the processes finds out; the launcher says which, and what it said, before it ends them all. */
    @Test
    void aTrainingThatDivergesEndsAllWithItsReason() throws IOException, InterruptedException {
        new MotionVideos(new MotionSettings(2, 8, 2, 32, 32, 16, 12, 1), 2)
                .write(folder.resolve("data"), (done, of) -> {});
        TinyModel.writeConfig(folder.resolve("tiny.yaml"));

        CommandRun run = launchTraining(
                "data_loader.train.dataset.path=" + folder.resolve("data"),
                "learning_rate.lr=1e30",
                "train.val_epochs=0",
                "train.epochs=3");

        run.failsWith(9, "ended with exit code 9; it said last:", "the loss is", "lower the learning rate");
    }

    private static boolean hangUpIsIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> Character.digit(line.charAt(line.length() - 1), 16) % 2 == 1);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void aSignalEndsTheProcessesToo(String signal, int code) throws IOException, InterruptedException {
        assumeFalse(signal.equals("HUP") && hangUpIsIgnored(), "started with nohup, which processes inherit");
        Process launcher = startForever();
        ProcessHandle rank = rankOf(launcher);

        CommandProcess.send(signal, launcher);

        assertThat(CommandProcess.end(launcher, folder).exitCode()).isEqualTo(code);
        assertThat(rank.isAlive()).isFalse();
    }

    @Test
    void aLauncherThatIsKilledLeavesNoProcess() throws IOException, InterruptedException {
        Process launcher = startForever();
        ProcessHandle rank = rankOf(launcher);

        CommandProcess.send("KILL", launcher);

        assertThat(CommandProcess.end(launcher, folder).exitCode()).isEqualTo(137);
        await().atMost(LONG).until(() -> !rank.isAlive());
    }
}
