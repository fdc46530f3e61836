package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.torch.train.TinyTraining.config;
import static org.i3d4j.torch.train.TinyTraining.train;
import static org.i3d4j.torch.train.TinyTraining.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.checkpoint.TrainingStates;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.FolderLock;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.train.listeners.TrainEnd;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over sixteen tiny videos of two classes, four steps an epoch; one of two epochs is the measure of the others. */
class TrainingTest {
    @TempDir
    private static Path shared;

    private static TinyTraining training;
    private static Path whole;
    private static List<TrainStep> wholeSteps;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainTwoEpochs() {
        training = new TinyTraining(shared.resolve("data"));
        whole = shared.resolve("whole");
        wholeSteps = train(options(whole, Optional.empty(), false));
    }

    private static TrainOptions options(Path output, Optional<Path> pretrained, boolean resume, String... changes) {
        return training.options(output, pretrained, resume, changes);
    }

    @Test
    void everyStepIsTold() {
        assertThat(wholeSteps).extracting(TrainStep::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(wholeSteps).extracting(TrainStep::epoch).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
        assertThat(wholeSteps).extracting(TrainStep::stepInEpoch).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
        assertThat(wholeSteps).extracting(TrainStep::clips).containsOnly(4);
        assertThat(wholeSteps)
                .allSatisfy(step -> assertThat(step.loss()).isFinite().isPositive());
    }

    @Test
    void leavesCheckpointsAndFigures() throws IOException {
        assertThat(names(whole))
                .contains(
                        "tiny-1_3.safetensors",
                        "tiny-1_4.safetensors",
                        "tiny-2_2.safetensors",
                        "tiny-2_4.safetensors",
                        "best.safetensors",
                        "latest",
                        "metrics.csv",
                        "curves.png",
                        "config.yaml",
                        FolderLock.FILE)
                .anyMatch(name -> name.startsWith("events.out.tfevents."))
                .hasSize(11);
        assertThat(Files.readAllLines(whole.resolve("metrics.csv")))
                .as("a header, 8 steps, 2 validations")
                .hasSize(11);
        assertThat(ConfigFile.load(whole.resolve("config.yaml"), List.of()).config())
                .isEqualTo(config(whole).config());
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theBestCheckpointSaysWhatItIs() {
        SavedModel best = Checkpoints.read(whole.resolve("best.safetensors"));

        assertThat(best.settings()).isEqualTo(ModelSettings.of(3, 2));
        assertThat(best.classNames()).containsExactly("left", "right");
        assertThat(best.config()).contains(config(whole).config());
        assertThat(best.metrics()).containsKeys("top1", "mean_class_accuracy");
        assertThat(best.metrics().get("top1")).isBetween(0.0, 1.0);
        assertThat(best.leftovers()).isEmpty();
    }

    @Test
    void theNumberOfWorkersChangesNothing() {
        train(options(
                folder,
                Optional.empty(),
                false,
                "train.epochs=1",
                "data_loader.train.dataset.num_parallel_workers=3",
                "train.val_epochs=0"));

        assertThat(weights(folder.resolve("tiny-1_4.safetensors")))
                .isEqualTo(weights(whole.resolve("tiny-1_4.safetensors")));
    }

    @Test
    void resumingAfterAnEpochGivesTheSameWeights() throws IOException {
        Files.copy(whole.resolve("tiny-1_4.safetensors"), folder.resolve("tiny-1_4.safetensors"));

        List<TrainStep> steps = train(options(folder, Optional.empty(), true));

        assertThat(steps).extracting(TrainStep::step).containsExactly(5L, 6L, 7L, 8L);
        assertContinues();
    }

    @Test
    void resumingInMidEpochGivesTheSameWeights() throws IOException {
        Files.copy(whole.resolve("tiny-1_3.safetensors"), folder.resolve("tiny-1_3.safetensors"));

        List<TrainStep> steps = train(options(folder, Optional.empty(), true));

        assertThat(steps).extracting(TrainStep::step).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertContinues();
    }

    private void assertContinues() {
        Path last = Path.of("tiny-2_4.safetensors");
        TrainingCheckpoint.State resumed = TrainingStates.read(folder.resolve(last));
        TrainingCheckpoint.State uninterrupted = TrainingStates.read(whole.resolve(last));
        assertThat(weights(folder.resolve(last))).isEqualTo(weights(whole.resolve(last)));
        assertThat(resumed.optimizer().asMap())
                .isEqualTo(uninterrupted.optimizer().asMap());
        assertThat(resumed.position()).isEqualTo(uninterrupted.position());
    }

    @Test
    void resumingWhatIsDoneDoesNothing() throws IOException {
        Files.copy(whole.resolve("tiny-2_4.safetensors"), folder.resolve("tiny-2_4.safetensors"));

        assertThat(train(options(folder, Optional.empty(), true))).isEmpty();
    }

    @Test
    void bfloat16AndAdamWTrainAndOldCheckpointsGo() throws IOException {
        LoadedConfig config = config(
                folder,
                "optimizer={type: AdamW}",
                "learning_rate={lr_scheduler: warmup_cosine, lr: 1e-3, warmup_epochs: 1}",
                "train.keep_checkpoint_max=2");

        List<TrainStep> steps = train(training.options(config, Optional.empty(), Precision.BF16, false));

        assertThat(steps).hasSize(8).allSatisfy(step -> assertThat(step.loss()).isFinite());
        assertThat(names(folder))
                .filteredOn(name -> name.endsWith(".safetensors"))
                .containsExactly("best.safetensors", "tiny-2_2.safetensors", "tiny-2_4.safetensors");
        assertThat(weights(folder.resolve("tiny-2_4.safetensors")).get("logits.conv3d.weight"))
                .isNotEqualTo(weights(folder.resolve("tiny-2_2.safetensors")).get("logits.conv3d.weight"));
    }

    /** One step so small that it moves no weight shows what training started from. */
    @Test
    void anotherNumberOfClassesReplacesTheHeadOnly() {
        StateDict pretrained = random(ModelSettings.of(3, 5), 99);
        Path file = folder.resolve("pretrained.safetensors");
        SafetensorsWriter.write(file, Map.of(), pretrained.asMap());

        train(options(
                folder,
                Optional.of(file),
                false,
                "train={epochs: 1, val_epochs: 0}",
                "learning_rate.lr=1e-30",
                "data_loader.train.dataset.batch_size=16"));

        Map<String, TensorData> trained = weights(folder.resolve("tiny-1_1.safetensors"));
        StateDict fresh = random(ModelSettings.of(3, 2), 1);
        assertThat(trained.get("logits.conv3d.weight")).isEqualTo(fresh.require("logits.conv3d.weight"));
        assertThat(trained.get("Mixed_5c.b0.conv3d.weight")).isEqualTo(pretrained.require("Mixed_5c.b0.conv3d.weight"));
        assertThat(trained.get("Conv3d_1a_7x7.conv3d.weight"))
                .isEqualTo(pretrained.require("Conv3d_1a_7x7.conv3d.weight"));
    }

    @Test
    void refusesWeightsOfAnotherNumberOfChannels() {
        Path file = folder.resolve("flow.safetensors");
        SafetensorsWriter.write(
                file, Map.of(), random(ModelSettings.of(2, 2), 1).asMap());

        assertThatThrownBy(() -> train(options(folder, Optional.of(file), false)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": was trained on clips with 2 channels, model.in_channel is 3");
    }

    private static StateDict random(ModelSettings settings, long seed) {
        try (TorchNetwork network = TorchNetwork.random(settings, "cpu", Precision.FP32, seed)) {
            return network.stateDict();
        }
    }

    @Test
    void refusesADataSetWithMoreClassesThanTheNetwork() {
        assertThatThrownBy(() -> new Training(options(folder, Optional.empty(), false, "model.num_classes=1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("the data set has 2 classes, model.num_classes is 1; set it to at least 2");
    }

    @Test
    void needsNoValidationVideosWithoutValidation() {
        String[] missing = {"data_loader.eval.dataset.split=none", "data_loader.train.dataset.batch_size=16"};

        assertThatThrownBy(() -> new Training(options(folder, Optional.empty(), false, missing)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("none");
        String[] without = {missing[0], missing[1], "train={epochs: 1, val_epochs: 0}"};
        assertThat(train(options(folder, Optional.empty(), false, without))).hasSize(1);
    }

    @Test
    void refusesAFolderOfAnotherRunUnlessResuming() {
        assertThatThrownBy(() -> new Training(options(whole, Optional.empty(), false)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(whole + ": holds tiny-2_4.safetensors of an earlier run")
                .hasMessageContaining(Advice.RESUME.toString());
    }

    @Test
    void aFolderIsThatOfOneTrainingAtATime() {
        TrainOptions options = options(folder, Optional.empty(), false, "data_loader.train.dataset.batch_size=16");
        try (Training first = new Training(options)) {
            assertThatThrownBy(() -> new Training(options))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining(first.folder() + ": another training writes to it")
                    .hasMessageEndingWith("set train.ckpt_path to another folder");
        }
        // What refuses to begin keeps no other out.
        assertThatThrownBy(() -> new Training(options(whole, Optional.empty(), false)))
                .hasMessageContaining("of an earlier run");
        new Training(options(whole, Optional.empty(), true)).close();
        new Training(options).close();
    }

    @Test
    void startsFromTheBeginningWhereThereIsNothingToResume() {
        TrainOptions options = options(
                folder,
                Optional.empty(),
                true,
                "train={epochs: 1, val_epochs: 0}",
                "data_loader.train.dataset.batch_size=16");
        TrainEnd end;
        try (Training training = new Training(options)) {
            end = training.run(List.of());
        }

        assertThat(end).isEqualTo(new TrainEnd(new TrainingPosition(1, 0, 1, -1, 0), TrainEnd.Reason.FINISHED));
    }
}
