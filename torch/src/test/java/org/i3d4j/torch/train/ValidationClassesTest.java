package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.layouts.KineticsLayout;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on lists of its own, validation on others in a folder of theirs. */
class ValidationClassesTest {
    @TempDir
    private static Path shared;

    private static Path videos;
    private static Path lists;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeLists() throws IOException {
        videos = shared.resolve("videos");
        new TinyTraining(videos);
        lists = Files.createDirectory(shared.resolve("lists"));
        list("ours_train.txt", "train", true);
        list("ours_val.txt", "val", false);
        list("train.txt", "train", false);
    }

    /** Lines with absolute paths and names of classes. */
    private static void list(String name, String split, boolean reversed) throws IOException {
        VideoDataset dataset = new KineticsLayout(videos, split, ClassOrder.ALPHABETICAL).open();
        List<String> lines = new ArrayList<>(dataset.samples().stream()
                .map(sample -> sample.file() + " " + dataset.classNames().name(sample.label()))
                .sorted((one, other) ->
                        one.substring(one.lastIndexOf(' ')).compareTo(other.substring(other.lastIndexOf(' '))))
                .toList());
        if (reversed) {
            Collections.reverse(lines);
        }
        Files.write(lists.resolve(name), lines);
    }

    private TrainOptions options(DatasetRoots roots, boolean resume, String... changes) {
        List<String> all = new ArrayList<>(List.of(
                "train.epochs=1",
                "data_loader.train.dataset.batch_size=16",
                "data_loader.train.dataset.type=FileList",
                "data_loader.train.dataset.list=ours_train.txt",
                "data_loader.eval.dataset.type=FileList",
                "data_loader.eval.dataset.list=ours_val.txt"));
        all.addAll(List.of(changes));
        LoadedConfig config = TinyTraining.config(folder, all.toArray(String[]::new));
        return new TrainOptions(config, roots, Optional.empty(), Compute.onCpu(Precision.FP32), resume);
    }

    @Test
    void labelsOfValidationMeanWhatTheyMeanInTraining() {
        List<Evaluation> evaluations = new ArrayList<>();
        try (Training training = new Training(options(DatasetRoots.at(lists), false))) {
            training.run(List.of(new TrainListener() {
                @Override
                public void validated(int epoch, long step, Evaluation evaluation) {
                    evaluations.add(evaluation);
                }
            }));
        }

        List<String> trained =
                Checkpoints.read(folder.resolve("best.safetensors")).classNames();
        assertThat(trained).containsExactly("right", "left");
        assertThat(evaluations)
                .singleElement()
                .satisfies(evaluation -> assertThat(evaluation.predictions())
                        .isNotEmpty()
                        .allSatisfy(video -> assertThat(Files.readAllLines(lists.resolve("ours_val.txt")))
                                .contains(video.file() + " "
                                        + trained.get(video.labels().get(0)))));

        TrainOptions otherOrder = options(
                DatasetRoots.at(lists), true, "train.epochs=2", "data_loader.train.dataset.class_order=alphabetical");
        assertThatThrownBy(() -> {
                    try (Training training = new Training(otherOrder)) {
                        training.run(List.of());
                    }
                })
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        folder.resolve("tiny-1_1.safetensors") + ": its class 0 is 'right', that of the training data"
                                + " is 'left'; go on with the lists and the class_order that the run began with");
    }

    @Test
    void validationLiesWhereItIsSaidToLie() throws IOException {
        Path gone = folder.resolve("gone");
        assertThatThrownBy(() -> new Training(options(new DatasetRoots(lists, gone), false)))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(gone + ": no such folder");

        Path other = Files.createDirectory(folder.resolve("other"));
        Path video = new KineticsLayout(videos, "val", ClassOrder.ALPHABETICAL)
                .open()
                .samples()
                .get(0)
                .file();
        Files.writeString(other.resolve("ours_val.txt"), video + " left\n" + video.resolveSibling("x.mp4") + " up\n");
        assertThatThrownBy(() -> new Training(options(new DatasetRoots(lists, other), false)))
                .isInstanceOf(DatasetException.class)
                .hasMessage(other.resolve("ours_val.txt")
                        + ":2: label 'up' is not among the 2 classes, numbered as in training");
    }
}
