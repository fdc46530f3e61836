package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ListFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileListLayoutTest {
    @TempDir
    private Path root;

    private DatasetFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new DatasetFolder(root);
    }

    private VideoDataset open(String split) {
        return new FileListLayout(root, split, "", ClassOrder.FIRST_APPEARANCE, false).open();
    }

    @Test
    void readsPathsWithBlanksAndNumbers() throws IOException {
        folder.text("train.txt", "clips/a b.mp4 2", "", "gone.mp4\t0", root.resolve("c.mp4") + " 0");
        folder.videos("clips/a b.mp4", "c.mp4");

        VideoDataset train = open("train");

        assertThat(train.classNames().names()).containsExactly("0", "1", "2");
        assertThat(folder.samples(train)).containsExactly("clips/a b.mp4 [2]", "c.mp4 [0]");
        assertThat(folder.skipped(train)).containsExactly("gone.mp4 listed in train.txt, but missing");
        assertThat(train.description()).contains("train.txt, split train: 2 videos, 1 missing, 3 classes");
    }

    @Test
    void readsFoldersOfFramesAsMmactionListsThem() throws IOException {
        folder.text("train.txt", "some one/v1 120 1", "v2 3 0", "room 12.mp4 1");
        folder.videos("some one/v1/img_00001.jpg", "v2/img_00001.jpg", "room 12.mp4");

        assertThat(folder.samples(open("train"))).containsExactly("some one/v1 [1]", "v2 [0]", "room 12.mp4 [1]");
    }

    @Test
    void numbersNamesAsInTheTrainingListOrAlphabetically() throws IOException {
        folder.text("lists/my_train.txt", "a.mp4 walk", "b.mp4 jump");
        folder.text("lists/my_val.txt", "c.mp4 jump");
        folder.videos("a.mp4", "b.mp4", "c.mp4");
        String list = "lists/my_{split}.txt";

        assertThat(folder.samples(new FileListLayout(root, "val", list, ClassOrder.FIRST_APPEARANCE, false).open()))
                .containsExactly("c.mp4 [1]");
        assertThat(folder.samples(new FileListLayout(root, "val", list, ClassOrder.ALPHABETICAL, false).open()))
                .containsExactly("c.mp4 [0]");
    }

    @Test
    void readsCsvWithAndWithoutHeader() throws IOException {
        folder.videos("a, b.mp4", "c.mp4");
        folder.text("train.csv", "Label,note,path", "walk,x,\"a, b.mp4\"", ",y,c.mp4");
        assertThat(folder.samples(open("train"))).containsExactly("a, b.mp4 [0]");
        assertThat(folder.skipped(open("train"))).containsExactly("c.mp4 train.csv:3 gives it no label");

        folder.text("train.csv", "\"a, b.mp4\",1", "c.mp4,0");
        assertThat(folder.samples(open("train"))).containsExactly("a, b.mp4 [1]", "c.mp4 [0]");

        folder.text("train.csv", "c.mp4 1");
        assertThat(folder.samples(open("train"))).containsExactly("c.mp4 [1]");
    }

    @Test
    void classesTxtNamesTheClasses() throws IOException {
        folder.text("classes.txt", "ice climbing", "walk");
        folder.text("val.txt", "a.mp4 1", "b.mp4 walk");
        folder.videos("a.mp4", "b.mp4");

        VideoDataset val = open("val");

        assertThat(val.classNames().names()).containsExactly("ice climbing", "walk");
        assertThat(folder.samples(val)).containsExactly("a.mp4 [1]", "b.mp4 [1]");
        folder.text("classes.txt", "walk", "", "walk");
        folder.assertRefused(() -> open("val"), "classes.txt:3", "'walk' is listed twice");
    }

    @Test
    void labelsOutOfRangeUnknownOrTwiceAreNamed() throws IOException {
        folder.videos("a.mp4", "b.mp4");
        folder.text("train.txt", "a.mp4 0", "b.mp4 1");
        folder.text("val.txt", "a.mp4 0", "b.mp4 2");
        folder.assertRefused(() -> open("val"), "val.txt:2", "label 2 is out of range; expected 0 to 1");
        folder.text("val.txt", "a.mp4 fly");
        folder.assertRefused(() -> open("val"), "val.txt:1", "'fly' is not among the 2 classes");
        folder.text("train.txt", "a.mp4 0", "b.mp4 123456789");
        folder.assertRefused(() -> open("train"), "train.txt:2", "out of range");
        folder.text("train.txt", "a.mp4 0", "b.mp4 1", "a.mp4 1");
        folder.assertRefused(() -> open("train"), "train.txt:3", "train.txt:1 already");
    }

    @Test
    void aTestListMayLackLabelsOthersCountThem() throws IOException {
        folder.videos("a b.mp4", "c.mp4", "d.mp4");
        folder.text("train.txt", "c.mp4", "a b.mp4 0");
        folder.text("test.txt", "a b.mp4", "c.mp4", "d.mp4 0");

        assertThat(folder.samples(open("train"))).containsExactly("a b.mp4 [0]");
        assertThat(open("train").description()).contains("1 without label");
        assertThat(folder.samples(open("test"))).containsExactly("a b.mp4 []", "c.mp4 []", "d.mp4 [0]");
    }

    @Test
    void aListThatIsNotThereOrNoTextIsNamed() throws IOException {
        folder.assertRefused(() -> open("train"), "train.txt", "no such file");
        folder.text("train.txt", "a\0b 0");
        folder.assertRefused(() -> open("train"), "train.txt:1", "can't be the name of a file");
        Files.write(root.resolve("train.txt"), new byte[] {'a', ' ', '0', '\n', (byte) 0xff, (byte) 0xfe});
        folder.assertRefused(() -> open("train"), "train.txt:1", "no UTF-8");
    }

    private VideoDataset several(String split) {
        return new FileListLayout(root, split, "", ClassOrder.FIRST_APPEARANCE, true).open();
    }

    @Test
    void severalLabelsMakeAMultiLabelSetWhereThatIsConfigured() throws IOException {
        folder.text("train.txt", "clips/b0.mp4 0 1", "clips/a 1.mp4 1,2", "clips/b2.mp4 0", "clips/none.mp4");
        folder.text("val.txt", "clips/b0.mp4\t2\t1");
        folder.videos("clips/b0.mp4", "clips/a 1.mp4", "clips/b2.mp4", "clips/none.mp4");

        VideoDataset train = several("train");

        assertThat(train.multiLabel()).isTrue();
        assertThat(train.labelled()).isTrue();
        assertThat(train.classNames().names()).containsExactly("0", "1", "2");
        assertThat(folder.samples(train))
                .containsExactly(
                        "clips/b0.mp4 [0, 1]", "clips/a 1.mp4 [1, 2]", "clips/b2.mp4 [0]", "clips/none.mp4 []");
        assertThat(train.description()).contains("4 videos, 0 missing, 1 of no class, 3 classes numbered in train.txt");
        assertThat(folder.samples(several("val"))).containsExactly("clips/b0.mp4 [1, 2]");
    }

    @Test
    void severalLabelsInCsvAndByName() throws IOException {
        folder.videos("a.mp4", "b.mp4");
        folder.text("train.csv", "path,labels", "a.mp4,ice climbing;walk", "b.mp4,walk|fly");
        assertThat(several("train").classNames().names()).containsExactly("ice climbing", "walk", "fly");
        assertThat(folder.samples(several("train"))).containsExactly("a.mp4 [0, 1]", "b.mp4 [1, 2]");

        folder.text("train.csv", "a.mp4,0,2", "b.mp4,1");
        assertThat(folder.samples(several("train"))).containsExactly("a.mp4 [0, 2]", "b.mp4 [1]");
        folder.text("train.csv", "path,label", "a.mp4,0 2", "b.mp4,1");
        assertThat(folder.samples(several("train"))).containsExactly("a.mp4 [0, 2]", "b.mp4 [1]");
    }

    @Test
    void theNumberOfFramesIsReadBehindFoldersAloneAndCountedWhereItMayBeALabel() throws IOException {
        folder.videos("v1/img_1.jpg", "v1/img_2.jpg", "v2.mp4");
        folder.text("train.txt", "v1 2 0 1", "v2.mp4 0 1");
        assertThat(folder.samples(several("train"))).containsExactly("v1 [0, 1]", "v2.mp4 [0, 1]");

        folder.text("train.txt", "v2.mp4 0 1", "v1 0 1");
        folder.assertRefused(
                () -> several("train"), "train.txt:2", "says that 'v1' has 0 frames, it has 2; expected 'folder");
    }

    @Test
    void severalLabelsAreAnErrorWhereAVideoHasOne() throws IOException {
        folder.videos("clips/b0.mp4", "clips/a 0.mp4", "v1/img_1.jpg");
        for (String line : List.of(
                "clips/b0.mp4 0 1",
                "clips/gone.mp4 0 1",
                "clips/a 0.mp4 0 1",
                "clips/b0.mp4 0,1",
                "clips/b0.mp4 ice climbing")) {
            folder.text("train.txt", "v1 1 1", line);
            folder.assertRefused(
                    () -> open("train"),
                    "train.txt:2",
                    "expected one label",
                    "data_loader.*.dataset.multi_label: true",
                    "SigmoidCrossEntropyWithLogits");
        }
    }

    @Test
    void partsOfVideosAreNamedAsNotRead() throws IOException {
        folder.videos("b0.mp4", "v1/img_1.jpg");
        for (String line : List.of("b0.mp4 10 50 1", "b0.mp4 1.5 3.0 1", "gone.mp4 10 50 1")) {
            folder.text("train.txt", line);
            folder.assertRefused(() -> open("train"), "train.txt:1", "cut the part into a file of its own");
        }
        folder.text("train.txt", "v1 3 120 1");
        folder.assertRefused(() -> open("train"), "train.txt:1", "An offset isn't read");
    }

    @Test
    void aListThatIsNamedOutrightIsItsOwnAuthority() throws IOException {
        folder.text("train.txt", "x.mp4 zebra", "y.mp4 apple");
        folder.text("lists/ours_train.txt", "a.mp4 apple", "b.mp4 bear");
        folder.videos("a.mp4", "b.mp4");

        VideoDataset ours =
                new FileListLayout(root, "train", "lists/ours_train.txt", ClassOrder.FIRST_APPEARANCE, false).open();

        assertThat(ours.classNames().names()).containsExactly("apple", "bear");
    }

    @Test
    void labelsThatAreNoLabelsAreNamed() throws IOException {
        folder.videos("a.mp4", "b.mp4", "c.mp4");
        folder.text("train.csv", "name,class", "a.mp4,0", "b.mp4,1", "c.mp4,-1");

        folder.assertRefused(
                () -> open("train"),
                "train.csv:1: label 'class' is not among the 2 classes, numbered in train.csv",
                "train.csv:4: label -1 is out of range");
    }

    @Test
    void allRowsThatMakeNoSenseAreToldTogether() throws IOException {
        folder.videos("a.mp4");
        List<String> lines = new ArrayList<>(List.of("a.mp4 0"));
        for (int i = 0; i < 12; i++) {
            lines.add("a.mp4 1 2 3 4");
        }
        folder.text("train.txt", lines.toArray(String[]::new));

        folder.assertRefused(
                () -> open("train"), "train.txt:2", "train.txt:6: ", "and 7 more such rows; " + Advice.LIST_FAULTS);
    }

    private ListedDataset list(String split, String... trainingClasses) {
        ClassNumbering training =
                new ClassNumbering(ClassNames.of(List.of(trainingClasses)), "numbered as in training");
        return new FileListLayout(root, split, "", ClassOrder.FIRST_APPEARANCE, false).list(training);
    }

    @Test
    void labelsAreNumberedAsAnotherDataSetHasThemByName() throws IOException {
        folder.videos("a.mp4", "b.mp4");
        folder.text("val.txt", "b.mp4 bear", "a.mp4 apple");
        assertThat(folder.samples(list("val", "apple", "bear"))).containsExactly("b.mp4 [1]", "a.mp4 [0]");

        folder.text("val.txt", "b.mp4 1", "a.mp4 0");
        assertThat(list("val", "apple", "bear").faults())
                .extracting(ListFault::toString)
                .hasSize(2)
                .first(STRING)
                .startsWith(root.resolve("val.txt")
                        + ":1: label 1 is a number; the 2 classes, numbered as in training, have" + " names")
                .contains("classes.txt");
        assertThat(folder.samples(list("val", "0", "1", "2"))).containsExactly("b.mp4 [1]", "a.mp4 [0]");

        folder.text("classes.txt", "bear", "apple");
        assertThat(folder.samples(list("val", "apple", "bear"))).containsExactly("b.mp4 [0]", "a.mp4 [1]");
    }
}
