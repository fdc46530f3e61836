package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.data.VideoDataset;
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
}
