package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.i3d4j.LongTest;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.cli.TrainedWeights;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of a training killed at random moments, a few here, as many as I3D_CHAOS_KILLS says; chaos.csv in the folder
 * of test results tells of each.
 */
@LongTest
@Tag("run")
class ChaosIT {
    private static final int KILLS =
            Integer.parseInt(Objects.requireNonNullElse(System.getenv("I3D_CHAOS_KILLS"), "3"));
    private static final int EPOCHS = 12;
    private static final String LAST = "tiny-" + EPOCHS + "_4.safetensors";
    private static final long SEED = 5;
    /** Some two thirds of it go by before the first step. */
    private static final int LATEST_MOMENT_MILLIS = 9_000;

    private static final int MINUTES = 10;

    @TempDir
    private static Path shared;

    private static Map<String, String> undisturbed = Map.of();

    private final Random random = new Random(SEED);
    private final List<String> table =
            new ArrayList<>(List.of("kill,run,milliseconds,rank,checkpoints,newest,writing,checkpoints_damaged"));

    @BeforeAll
    static void trainUndisturbed() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "processes are killed as Linux has them");
        new MotionVideos(new MotionSettings(2, 8, 2, 32, 32, 16, 12, 1), 2)
                .write(shared.resolve("data"), (done, of) -> {});
        TinyModel.writeConfig(shared.resolve("tiny.yaml"));
        Process launcher = launch("undisturbed");
        end(launcher, "undisturbed");
        undisturbed = StepLosses.of(shared.resolve("undisturbed"));
        assertThat(undisturbed).hasSize(EPOCHS * 4);
    }

    private static Process launch(String run) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.i3d4j.cli.Main",
                "launch",
                "--nproc",
                "2",
                "--max-restarts",
                Integer.toString(KILLS + 1),
                "train",
                "--config",
                shared.resolve("tiny.yaml").toString(),
                "--dataset",
                shared.resolve("data").toString(),
                "--set",
                "train={epochs: " + EPOCHS + ", val_epochs: 3, save_checkpoint_steps: 1, ema_decay: 0.9, ckpt_path: '"
                        + shared.resolve(run) + "'}",
                "--set",
                "data_loader.train.dataset.batch_size=2",
                "--set",
                "optimizer.momentum=0.9");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(shared.resolve(run + ".log").toFile())
                .start();
    }

    private static void end(Process launcher, String run) throws Exception {
        assertThat(launcher.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(launcher.exitValue())
                .as(Files.readString(shared.resolve(run + ".log")))
                .isZero();
    }

    @Test
    void aTrainingThatIsKilledAgainAndAgainEndsAsOneThatWasNot() throws Exception {
        int kills = 0;
        for (int number = 1; kills < KILLS; number++) {
            String run = "run" + number;
            Process launcher = launch(run);
            kills = killUntilTheEnd(launcher, run, kills);
            end(launcher, run);
            assertThat(StepLosses.of(shared.resolve(run))).isEqualTo(undisturbed);
            TrainedWeights.assertSame(
                    shared.resolve(run).resolve(LAST),
                    shared.resolve("undisturbed").resolve(LAST));
        }
        Files.write(Path.of("target", "chaos.csv"), table);
    }

    private int killUntilTheEnd(Process launcher, String run, int killsBefore) throws Exception {
        int kills = killsBefore;
        while (kills < KILLS) {
            int moment = random.nextInt(LATEST_MOMENT_MILLIS);
            if (launcher.waitFor(moment, TimeUnit.MILLISECONDS)) {
                break;
            }
            List<ProcessHandle> ranks = launcher.children().toList();
            int victim = random.nextInt(2);
            if (ranks.size() > victim && ranks.get(victim).destroyForcibly()) {
                kills++;
                table.add(kills + "," + run + "," + moment + "," + victim + "," + state(shared.resolve(run)));
            }
        }
        return kills;
    }

    /** What the kill left. */
    private static String state(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return "0,,false,0";
        }
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.toList();
        }
        List<Path> checkpoints = all.stream()
                .filter(file -> file.getFileName().toString().endsWith(".safetensors"))
                .toList();
        long damaged = checkpoints.stream().filter(ChaosIT::isDamaged).count();
        boolean writing = all.stream().anyMatch(file -> file.toString().endsWith(".tmp"));
        Path latest = folder.resolve("latest");
        Optional<String> newest =
                Files.exists(latest) ? Optional.of(Files.readString(latest).strip()) : Optional.empty();
        assertThat(damaged).isZero();
        newest.ifPresent(name -> assertThat(folder.resolve(name)).exists());
        return String.format(Locale.ROOT, "%d,%s,%s,%d", checkpoints.size(), newest.orElse(""), writing, damaged);
    }

    private static boolean isDamaged(Path checkpoint) {
        try {
            TrainingCheckpoint.open(checkpoint).close();
            return false;
        } catch (WeightsException e) {
            // Unless it has just been deleted as the oldest.
            return Files.exists(checkpoint);
        }
    }
}
