package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
    @TempDir
    private Path folder;

    private Path config;
    private Path picture;

    @BeforeEach
    void writeConfig() throws IOException {
        config = TinyModel.writeConfig(folder.resolve("tiny.yaml"));
        picture = folder.resolve("schedule.png");
    }

    private CommandRun plot(Object... more) {
        Object[] all = new Object[5 + more.length];
        System.arraycopy(new Object[] {"plot", "schedule", config, "--out", picture}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return CommandRun.of(all);
    }

    @Test
    void drawsTheScheduleAndWritesItAsATable() throws IOException {
        Path csv = folder.resolve("schedule.csv");

        CommandRun run = plot(
                        "--csv",
                        csv,
                        "--steps-per-epoch",
                        2,
                        "--set",
                        "learning_rate={lr: 0.5, warmup_epochs: 1}",
                        "--set",
                        "train.epochs=2")
                .succeeds();

        assertThat(picture).isNotEmptyFile();
        assertThat(Files.readAllLines(csv))
                .containsExactly("step,epoch,learning_rate", "1,1,0.25", "2,1,0.5", "3,2,0.5", "4,2,0.5");
        assertThat(run.lines().get(0)).isEqualTo("constant: 2 epochs of 2 steps, from 0.250 to 0.500");
    }

    @Test
    void countsTheStepsOfADataSetOrSaysThatItAssumes() {
        Path data = folder.resolve("data");
        new MotionVideos(new MotionSettings(2, 5, 1, 32, 32, 10, 12, 1), 2).write(data, (done, of) -> {});

        assertThat(plot("--dataset", data).succeeds().out()).contains("1 epoch of 3 steps,");
        assertThat(plot().succeeds().out()).contains("1 epoch of 100 steps (assumed;");
    }

    @Test
    void drawsTheFiltersOfACheckpoint() throws IOException {
        Path checkpoint = folder.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        Path filters = folder.resolve("filters.png");

        CommandRun run =
                CommandRun.of("plot", "filters", checkpoint, "--out", filters).succeeds();

        assertThat(run.lines()).containsExactly(filters.toString());
        assertThat(filters).isNotEmptyFile();
        CommandRun.of("plot", "filters", "rgb_imagenot", "--out", filters)
                .failsWith(5, "rgb_imagenot", "did you mean 'rgb_imagenet'?");
        CommandRun.of("plot", "filters", checkpoint).failsWith(2, "--out");
        CommandRun.of("plot", "filters", checkpoint, "--out", folder).failsWith(8, "is a folder");
    }

    @Test
    void refusesNoSteps() {
        plot("--steps-per-epoch", 0).failsWith(2, "--steps-per-epoch", "at least 1");
        CommandRun.of("plot").failsWith(2, "schedule");
        CommandRun.of("plot", "schedule", config).failsWith(2, "--out");
    }
}
