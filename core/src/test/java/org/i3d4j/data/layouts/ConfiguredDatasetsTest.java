package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What validation's labels mean is what training's mean, however either side is given. */
class ConfiguredDatasetsTest {
    private static final String CONFIG = "learning_rate: {lr: 1}\ntrain: {epochs: 1}\n";
    private static final String KINETICS = "label,youtube_id,time_start,time_end,split";

    @TempDir
    private Path root;

    private DatasetFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new DatasetFolder(root);
    }

    private static ConfiguredDatasets datasets(DatasetRoots roots, String... changes) {
        List<String> overrides = new ArrayList<>();
        for (String change : changes) {
            overrides.add("data_loader." + change);
        }
        return ConfiguredDatasets.of(
                ConfigFile.parse(CONFIG, "test.yaml", overrides).config(), roots);
    }

    private static VideoDataset eval(ConfiguredDatasets datasets) {
        ConfiguredSplit train = datasets.train().open().complete();
        assertThat(datasets.trainingClasses().names()).isEqualTo(train.dataset().classNames());
        VideoDataset eval =
                datasets.eval().open(datasets.trainingClasses()).complete().dataset();
        assertThat(eval.classNames()).isEqualTo(train.dataset().classNames());
        assertThat(eval.description()).contains("numbered as in training");
        return eval;
    }

    private VideoDataset eval(String... changes) {
        return eval(datasets(DatasetRoots.at(root), changes));
    }

    @Test
    void separateLists() throws IOException {
        folder.text("lists/ours_train.txt", "a0.mp4 apple", "b0.mp4 bear");
        folder.text("lists/ours_val.txt", "b1.mp4 bear", "a1.mp4 apple");
        folder.text("train.txt", "z.mp4 zebra", "b0.mp4 bear", "a0.mp4 apple");
        folder.videos("a0.mp4", "b0.mp4", "a1.mp4", "b1.mp4");

        assertThat(folder.samples(eval(
                        "train.dataset.type=FileList",
                        "train.dataset.list=lists/ours_train.txt",
                        "eval.dataset.type=FileList",
                        "eval.dataset.list=lists/ours_val.txt")))
                .containsExactly("b1.mp4 [1]", "a1.mp4 [0]");
    }

    @Test
    void csvListsInFoldersOfTheirOwn() throws IOException {
        folder.text("one/train.csv", "path,label", "a.mp4,apple", "b.mp4,bear");
        folder.text("two/val.csv", "path,label", "b.mp4,bear", "a.mp4,apple");
        folder.videos("one/a.mp4", "one/b.mp4", "two/a.mp4", "two/b.mp4");
        ConfiguredDatasets datasets = datasets(
                new DatasetRoots(root.resolve("one"), root.resolve("two")),
                "train.dataset.type=FileList",
                "eval.dataset.type=FileList");

        assertThat(folder.samples(eval(datasets))).containsExactly("two/b.mp4 [1]", "two/a.mp4 [0]");
    }

    @Test
    void anOrderOnOneSideAlone() throws IOException {
        folder.text("kinetics-400_train.csv", KINETICS, "zumba,a,0,10,train", "abseiling,b,0,10,train");
        folder.text("kinetics-400_val.csv", KINETICS, "zumba,c,0,10,val");
        folder.videos("train/a_000000_000010.mp4", "train/b_000000_000010.mp4", "val/c_000000_000010.mp4");

        assertThat(folder.samples(eval("train.dataset.class_order=alphabetical")))
                .containsExactly("val/c_000000_000010.mp4 [1]");
        assertThat(folder.samples(eval("eval.dataset.class_order=alphabetical")))
                .containsExactly("val/c_000000_000010.mp4 [0]");
    }

    @Test
    void classFoldersOfAnotherRoot() throws IOException {
        folder.videos("A/train/apple/1.mp4", "A/train/bear/1.mp4", "A/train/cat/1.mp4");
        folder.videos("B/val/bear/1.mp4", "B/val/cat/1.mp4");
        ConfiguredDatasets datasets = datasets(
                new DatasetRoots(root.resolve("A"), root.resolve("B")),
                "train.dataset.type=ClassFolders",
                "eval.dataset.type=ClassFolders");

        assertThat(folder.samples(eval(datasets))).containsExactly("B/val/bear/1.mp4 [1]", "B/val/cat/1.mp4 [2]");
    }

    @Test
    void twoKindsOfDataSet() throws IOException {
        folder.text("kinetics-400_train.csv", KINETICS, "zumba,a,0,10,train", "massaging person's head,b,0,10,train");
        folder.videos("train/a_000000_000010.mp4", "train/b_000000_000010.mp4");
        folder.videos("mine/massaging_persons_head/1.mp4", "mine/zumba/1.mp4");
        folder.text("mine.txt", "mine/zumba/1.mp4 zumba");

        VideoDataset folders = eval("eval.dataset.type=ClassFolders", "eval.dataset.split=mine");
        assertThat(folder.samples(folders))
                .containsExactly("mine/massaging_persons_head/1.mp4 [1]", "mine/zumba/1.mp4 [0]");
        assertThat(folders.notes())
                .containsExactly("'massaging_persons_head' is taken for the class 'massaging person's head'");
        assertThat(folder.samples(eval("eval.dataset.type=FileList", "eval.dataset.list=mine.txt")))
                .containsExactly("mine/zumba/1.mp4 [0]");
    }

    @Test
    void aClassThatTrainingLacksIsRefusedWithItsPlace() throws IOException {
        folder.text("train.txt", "a.mp4 apple", "b.mp4 bear");
        folder.text("ours.txt", "a.mp4 apple", "b.mp4 cherry");
        folder.videos("a.mp4", "b.mp4");

        assertThatThrownBy(() ->
                        eval("train.dataset.type=FileList", "eval.dataset.type=FileList", "eval.dataset.list=ours.txt"))
                .isInstanceOf(DatasetException.class)
                .hasMessage(root.resolve("ours.txt")
                        + ":2: label 'cherry' is not among the 2 classes, numbered as in training");
    }
}
