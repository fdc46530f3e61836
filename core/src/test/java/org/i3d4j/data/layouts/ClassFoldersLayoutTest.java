package org.i3d4j.data.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.SkippedVideo;
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
                        + ": class 'fly' is not among the 1 class, numbered alphabetically; rename the folder");
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

    @Test
    void takesVideosInFoldersBelowAClassAndSaysWhatIsPassedOver() throws IOException {
        files("train/jump/subj1/1.mp4", "train/jump/2.MTS", "train/run/1.mp4", "train/run/1.srt", "train/stray.mp4");
        Files.createSymbolicLink(root.resolve("train/run/gone.mp4"), Path.of("/no/such/file"));
        Files.createSymbolicLink(root.resolve("train/walk"), Path.of("/no/such/disk"));

        VideoDataset train = new ClassFoldersLayout(root, "train").open();

        assertThat(train.samples())
                .containsExactly(
                        new VideoSample(root.resolve("train/jump/2.MTS"), 0),
                        new VideoSample(root.resolve("train/jump/subj1/1.mp4"), 0),
                        new VideoSample(root.resolve("train/run/1.mp4"), 1));
        assertThat(train.skipped())
                .containsExactly(
                        new SkippedVideo(
                                root.resolve("train/run/gone.mp4"), "is a link to /no/such/file, which isn't there"),
                        new SkippedVideo(root.resolve("train/walk"), "is a link to /no/such/disk, which isn't there"));
        assertThat(train.description())
                .endsWith(
                        "3 videos (1 in folders below those of classes), 2 missing, 2 classes numbered alphabetically; 2"
                                + " files passed over: 1 .mp4 beside the folders of classes, 1 .srt");
    }

    /** Sidecars of an unknown kind, some in each of many classes: as good as never a video. */
    @Test
    void looksInVainAFewTimesInAllClassesTogether() throws IOException {
        for (int i = 0; i < 32; i++) {
            files("train/walk/" + i + ".bin", "train/jump/" + i + ".dat");
        }
        files("train/walk/b.mp4");
        try (InputStream media = ClassFoldersLayoutTest.class.getResourceAsStream("/media/made/one_frame.mp4")) {
            byte[] video = Objects.requireNonNull(media).readAllBytes();
            Files.write(root.resolve("train/jump/a.bin"), video);
            Files.write(root.resolve("train/walk/a.bin"), video);
            Files.write(root.resolve("train/walk/a.dat"), video);
        }

        VideoDataset train = new ClassFoldersLayout(root, "train").open();

        assertThat(train.samples())
                .extracting(VideoSample::file)
                .containsExactly(
                        root.resolve("train/jump/a.bin"),
                        root.resolve("train/walk/a.bin"),
                        root.resolve("train/walk/b.mp4"));
        assertThat(train.description()).endsWith("65 files passed over: 33 .dat, 32 .bin");
    }

    @Test
    void aRootThatIsOneFolderTooHighIsNotTakenForOneClass() throws IOException {
        files("videos/walk/b.mp4", "videos/jump/c.mp4", "annotations/list.txt");

        assertThatThrownBy(() -> new ClassFoldersLayout(root, "train").open())
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(root + ": what there is, 2 videos, lies in folders below one class, 'videos'")
                .hasMessageContaining(root.resolve("videos").toString());
    }

    @Test
    void classesAreNumberedAsAnotherDataSetHasThem() throws IOException {
        files("val/ice_climbing/b.mp4", "val/jump/c.mp4", "val/empty/.keep");
        ClassNumbering training =
                new ClassNumbering(ClassNames.of(List.of("walk", "jump", "ice climbing")), "numbered as in training");

        VideoDataset val = new ClassFoldersLayout(root, "val").list(training);

        assertThat(val.classNames()).isEqualTo(training.names());
        assertThat(val.samples())
                .containsExactly(
                        new VideoSample(root.resolve("val/ice_climbing/b.mp4"), 2),
                        new VideoSample(root.resolve("val/jump/c.mp4"), 1));
        assertThat(val.notes()).containsExactly("'ice_climbing' is taken for the class 'ice climbing'");
        assertThat(val.faults()).isEmpty();
    }
}
