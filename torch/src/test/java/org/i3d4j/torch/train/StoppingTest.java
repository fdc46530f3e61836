package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.torch.train.TinyTraining.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.checkpoint.TrainingStates;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.TrainingException;
import org.i3d4j.torch.train.TinyTraining.Run;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainEnd.Reason;
import org.i3d4j.torch.train.optimizer.StepPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end before their last step, or don't begin. */
class StoppingTest {
    @TempDir
    private static Path shared;

    private static TinyTraining training;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeVideos() {
        training = new TinyTraining(shared.resolve("data"));
    }

    private TrainOptions options(boolean resume, String... changes) {
        return training.options(folder, Optional.empty(), resume, changes);
    }

    @Test
    void endsWhenValidationGetsNoBetterAndStaysEnded() {
        String[] changes = {
            "train={epochs: 9, early_stop_epochs: 2, save_checkpoint_epochs: 0}",
            "learning_rate.lr=1e-30",
            "data_loader.train.dataset.batch_size=16",
            "model.bn_momentum=1e-9"
        };
        Run run = train(options(false, changes), new StopRequest(), 0);

        assertThat(run.end().reason()).isEqualTo(Reason.EARLY_STOP);
        assertThat(run.steps()).hasSize(3);
        assertThat(TrainingStates.read(folder.resolve("tiny-3_1.safetensors")).position())
                .isEqualTo(run.end().position());
        Run again = train(options(true, changes), new StopRequest(), 0);
        assertThat(again.steps()).isEmpty();
        assertThat(again.end()).isEqualTo(run.end());
    }

    @Test
    void aLossThatIsNotFiniteNamesItsVideosAndTheLastGoodCheckpoint() throws IOException {
        assertThatThrownBy(() -> train(options(false, "learning_rate.lr=1e30", "train.save_checkpoint_steps=0")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll(
                        "epoch 1 step 2: the loss is NaN",
                        "learning rate 1.0E30",
                        "train_0",
                        ".mp4",
                        "nothing was saved; there is no checkpoint yet");
        assertThat(checkpoints()).isEmpty();
    }

    @Test
    void weightsThatAreNotFiniteAreNotSaved() throws IOException {
        train(options(false, "train={epochs: 1, val_epochs: 0}"));
        assertThatThrownBy(() -> train(options(
                        true,
                        "train={epochs: 2, val_epochs: 0, save_checkpoint_steps: 1}",
                        "learning_rate.lr=3e38",
                        "optimizer={type: SGD, weight_decay: 1e38}")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll(
                        "tiny-2_1.safetensors: not saved, for the network holds weights that are not finite",
                        "tiny-1_4.safetensors stays; " + Advice.RESUME);
        assertThat(checkpoints()).containsExactly("tiny-1_4.safetensors");
    }

    private List<String> checkpoints() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("tiny-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aCheckpointThatCanNotBeWrittenLeavesTheOldOne() throws IOException {
        Files.createDirectories(folder.resolve("tiny-1_4.safetensors"));

        assertThatThrownBy(() -> train(options(false, "train={epochs: 1, val_epochs: 0, save_checkpoint_steps: 3}")))
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith(folder.resolve("tiny-1_4.safetensors").toString())
                .hasMessageEndingWith(folder.resolve("tiny-1_3.safetensors") + " stays; " + Advice.RESUME);
        assertThat(TrainingStates.read(folder.resolve("tiny-1_3.safetensors"))
                        .position()
                        .step())
                .isEqualTo(3);
    }

    @Test
    void videosLeftOutAreListed() throws IOException {
        Path data = folder.resolve("data");
        TinyTraining broken = new TinyTraining(data);
        Path video;
        try (Stream<Path> videos = Files.list(data.resolve("train"))) {
            video = videos.sorted().findFirst().orElseThrow();
        }
        Files.write(video, new byte[100]);

        train(broken.options(
                folder.resolve("out"),
                Optional.empty(),
                false,
                "train={epochs: 2, val_epochs: 0}",
                "data_loader.train.dataset.batch_size=16"));

        List<String> lines = Files.readAllLines(folder.resolve("out/skipped.csv"));
        assertThat(lines).hasSize(2).first().isEqualTo("file,reason");
        assertThat(lines.get(1)).startsWith(video + ",");
    }

    private static VideoDataset dataset(boolean multiLabel, List<VideoSample> samples) {
        ClassNames classes = ClassNames.of(List.of("a", "b"));
        return new ListedDataset(classes, samples, List.of(), Path.of("DIR"), "videos in DIR", multiLabel);
    }

    @Test
    void theLossHasToSuitTheDataSet() {
        List<VideoSample> samples = List.of(new VideoSample(Path.of("a.mp4"), List.of(0, 1)));
        var softmax = TinyTraining.config(folder).config();
        var sigmoid = TinyTraining.config(folder, "loss.type=SigmoidCrossEntropyWithLogits")
                .config();

        TrainingChecks.require(sigmoid, dataset(true, samples));
        assertThatThrownBy(() -> TrainingChecks.require(softmax, dataset(true, samples)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("videos in DIR: a video has any number of classes; 'loss.type' is"
                        + " SoftmaxCrossEntropyWithLogits, set it to SigmoidCrossEntropyWithLogits");
        assertThatThrownBy(() -> new Training(options(false, "loss.type=SigmoidCrossEntropyWithLogits")))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("a video has one class; 'loss.type' is SigmoidCrossEntropyWithLogits, set it to"
                        + " SoftmaxCrossEntropyWithLogits");
    }

    @Test
    void validationHasAsManyLabelsAVideoAsTraining() {
        List<VideoSample> samples = List.of(new VideoSample(Path.of("a.mp4"), List.of(0)));

        TrainingChecks.requireAlike(dataset(true, samples), dataset(true, samples));
        assertThatThrownBy(() -> TrainingChecks.requireAlike(dataset(true, samples), dataset(false, samples)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "videos in DIR: a video has one class; in training, videos in DIR, a video has any number of"
                                + " classes. Set data_loader.train.dataset.multi_label and that of eval to the same");
    }

    @Test
    void everyVideoNeedsALabel() {
        List<VideoSample> samples = List.of(new VideoSample(Path.of("a.mp4"), VideoSample.UNLABELLED));

        assertThatThrownBy(
                        () -> TrainingChecks.require(TinyTraining.config(folder).config(), dataset(false, samples)))
                .isInstanceOf(DatasetException.class)
                .hasMessage("videos in DIR: has videos without labels; training needs one for each");
    }

    @Test
    void stepsOfPartialGroupsAreCounted() {
        StepPlan plan = new StepPlan(13, 2, 3);

        assertThat(plan.stepsPerEpoch()).isEqualTo(3);
        assertThat(Map.of(6, true, 10, false, 12, true, 13, true))
                .allSatisfy((sample, ends) -> assertThat(plan.endsStep(new TrainingPosition(1, sample, 0, -1, 0)))
                        .as("sample %d", sample)
                        .isEqualTo(ends));
        assertThat(plan.stepInEpoch(new TrainingPosition(1, 13, 0, -1, 0))).isEqualTo(3);
        assertThat(plan.batchNumber(new TrainingPosition(2, 2, 0, -1, 0))).isEqualTo(15);
    }
}
