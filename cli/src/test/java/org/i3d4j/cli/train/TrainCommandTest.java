package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One step on four videos of two classes. */
class TrainCommandTest {
    @TempDir
    private static Path shared;

    private static Path data;
    private static Path config;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeVideos() throws IOException {
        data = shared.resolve("data");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 8, 12, 1), 1).write(data, (done, of) -> {});
        config = TinyModel.writeConfig(shared.resolve("tiny.yaml"));
    }

    private CommandRun train(Object... more) {
        Object[] arguments = {
            "train", "--config", config, "--dataset", data, "--set", "train.ckpt_path=" + folder.resolve("out")
        };
        Object[] all = new Object[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void printsTheLinesOfTheReference() {
        CommandRun run = train("--log-format", "reference").succeeds();

        assertThat(run.lines()).hasSize(5);
        assertThat(run.lines().get(0)).isEqualTo("[Start training `tiny`]");
        assertThat(run.lines().get(1)).isEqualTo("=".repeat(80));
        assertThat(run.lines().get(2)).matches("epoch: 1 step: 1, loss is \\d+\\.\\d+");
        assertThat(run.lines().get(3))
                .matches("Epoch time: \\d+\\.\\d{3} ms, per step time: \\d+\\.\\d{3} ms, avg loss: \\d+\\.\\d{3}");
        assertThat(run.lines().get(4)).isEqualTo("[End of training `tiny`]");
    }

    @Test
    void refusesVideosForANetworkOfOpticalFlowBeforeItWritesAnything() {
        CommandRun run = train("--set", "model.in_channel=2")
                .failsWith(
                        3,
                        ".mp4: has frames of 3 channels (RGB); the model takes 2 channels (optical flow),"
                                + " model.in_channel: 2. The flow of a data set's videos is read with stream: flow");

        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void saysThatAHeadOfAnotherSizeStartsAnew() throws IOException {
        Path five = folder.resolve("five.safetensors");
        TinyModel.writeWeights(five, 5);
        List<String> told = new ArrayList<>();

        telling(told, () -> train("--pretrained", five)).succeeds();

        assertThat(told).contains(five + " has 5 classes, model.num_classes is 2: the head starts from random weights");
    }

    /** Clips so small that a channel has one value go to libtorch, which says that it recomputes nothing. */
    @Test
    void saysWhoRecomputes() {
        List<String> told = new ArrayList<>();

        telling(told, () -> train("--set", "train.recompute=true")).succeeds();

        assertThat(told)
                .filteredOn(line -> line.startsWith("trained by"))
                .allMatch(line -> line.startsWith("trained by oneDNN")
                        ? line.endsWith(", recomputing")
                        : line.endsWith(", keeping all maps, as only oneDNN recomputes)"))
                .isNotEmpty();
    }

    /** Runs with what is logged going to {@code told}. */
    private static CommandRun telling(List<String> told, Supplier<CommandRun> command) {
        Logger logger = (Logger) LoggerFactory.getLogger("org.i3d4j.torch.train");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            return command.get();
        } finally {
            logger.detachAppender(appender);
            appender.list.forEach(event -> told.add(event.getFormattedMessage()));
        }
    }

    @Test
    void tellsWhatItDoubtsAndWhereBothSidesLie() throws IOException {
        Path other = folder.resolve("other");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 8, 12, 2), 1).write(other, (done, of) -> {});
        List<String> told = new ArrayList<>();
        CommandRun run = telling(
                told,
                () -> CommandRun.of(
                        "train",
                        "--config",
                        config,
                        "--resume",
                        "--set",
                        "train.ckpt_path=" + folder.resolve("out"),
                        "--set",
                        "data_loader.train.dataset.path=" + data,
                        "--set",
                        "data_loader.eval.dataset.path=" + other,
                        "--set",
                        "data_loader.train.dataset.drop_remainder=true",
                        "--set",
                        "data_loader.train.dataset.batch_size=5",
                        "--set",
                        "model.num_classes=3"));

        assertThat(run.succeeds().lines())
                .anyMatch(line -> line.startsWith("train: ") && line.contains(" in " + data + ","))
                .anyMatch(line -> line.startsWith("val: ") && line.contains(" in " + other + ","));
        assertThat(told)
                .anyMatch(
                        line -> line.startsWith("warning: model.num_classes is 3, but the training data has 2 classes"))
                .anyMatch(line -> line.startsWith("warning: data_loader.train.dataset.drop_remainder is true"))
                .contains("warning: there is no checkpoint of tiny in " + folder.resolve("out")
                        + " to resume from: training starts from the beginning");
    }

    @Test
    void aPatternThatFitsNothingIsAnError() {
        train("--set", "train.freeze=[Mixed_3z]").failsWith(3, "'train.freeze' holds 'Mixed_3z'", "did you mean");
    }

    @Test
    void aLossThatIsNotFiniteHasAnExitCodeOfItsOwn() {
        train("--set", "learning_rate.lr=1e30", "--set", "train.epochs=3", "--set", "train.val_epochs=0")
                .failsWith(9, "i3d: epoch ", "the loss is NaN", "learning rate 1.0E30");
    }
}
