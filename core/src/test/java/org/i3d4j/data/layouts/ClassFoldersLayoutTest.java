package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFoldersLayoutTest {
    @TempDir
    private Path root;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    @Test
    void readsTheClassesOfASplit() throws IOException {
        files("train/walk/b.mp4", "train/walk/a.AVI", "train/jump/c.webm", "val/walk/d.mkv");

        VideoDataset train = new ClassFoldersLayout(root, "train").open();

        assertThat(train.classNames().names()).containsExactly("jump", "walk");
        assertThat(train.samples())
                .containsExactly(
                        new VideoSample(root.resolve("train/jump/c.webm"), 0),
                        new VideoSample(root.resolve("train/walk/a.AVI"), 1),
                        new VideoSample(root.resolve("train/walk/b.mp4"), 1));
        assertThat(train.skipped()).isEmpty();
        assertThat(train.description()).contains("3 videos, 2 classes numbered alphabetically");
    }

    @Test
    void numbersClassesOfOtherSplitsAsInTraining() throws IOException {
        files("train/walk/b.mp4", "train/jump/c.mp4", "val/walk/d.mp4");

        assertThat(new ClassFoldersLayout(root, "val").open().samples())
                .containsExactly(new VideoSample(root.resolve("val/walk/d.mp4"), 1));
    }

    @Test
    void readsADataSetWithoutSplits() throws IOException {
        files("walk/b.mp4", "jump/c.mp4");

        assertThat(new ClassFoldersLayout(root, "train").open().samples())
                .containsExactly(
                        new VideoSample(root.resolve("jump/c.mp4"), 0), new VideoSample(root.resolve("walk/b.mp4"), 1));
    }

    @Test
    void passesOverHiddenFilesAndOtherKinds() throws IOException {
        files("train/walk/b.mp4", "train/walk/.c.mp4", "train/walk/notes.txt", "train/.git/d.mp4", "train/list.mp4");

        VideoDataset train = new ClassFoldersLayout(root, "train").open();

        assertThat(train.classNames().names()).containsExactly("walk");
        assertThat(train.samples()).hasSize(1);
    }

    @Test
    void takesClipsAndFoldersOfFramesForVideosUnlessTheVideoIsThere() throws IOException {
        files("train/walk/b.mp4", "train/walk/b.npy", "train/walk/c.npy", "train/walk/b/img_1.jpg");
        files("train/walk/d/img_00001.jpg", "train/walk/e/readme.txt");

        assertThat(new ClassFoldersLayout(root, "train").open().samples())
                .extracting(sample -> sample.file().getFileName().toString())
                .containsExactly("b.mp4", "c.npy", "d");
    }

    @Test
    void aSplitThatIsNotThereIsNotMistakenForOneWithoutSplits() throws IOException {
        files("train/walk/b.mp4");

        assertThatThrownBy(() -> new ClassFoldersLayout(root, "val").open())
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(
                        root.resolve("val") + ": no such folder, though there is " + root.resolve("train"));
    }

    @Test
    void aClassThatTrainingLacksIsRefused() throws IOException {
        files("train/walk/b.mp4", "val/fly/d.mp4");

        assertThatThrownBy(() -> new ClassFoldersLayout(root, "val").open())
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(root.resolve("val/fly")
                        + ": class 'fly' is not among the 1 classes, numbered alphabetically; rename the folder");
    }

    @Test
    void missingAndEmptyFoldersAreRefused() throws IOException {
        assertThatThrownBy(() -> new ClassFoldersLayout(root.resolve("gone"), "train").open())
                .isInstanceOf(DatasetException.class)
                .hasMessage(root.resolve("gone") + ": no such folder");
        files("train/walk/readme.txt");
        assertThatThrownBy(() -> new ClassFoldersLayout(root, "train").open())
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("holds no videos; expected a folder per class");
    }
}
