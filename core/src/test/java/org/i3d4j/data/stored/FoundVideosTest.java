package org.i3d4j.data.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundVideosTest {
    @TempDir
    private Path folder;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private void video(String name) throws IOException {
        try (InputStream media = FoundVideosTest.class.getResourceAsStream("/media/made/one_frame.mp4")) {
            Files.write(folder.resolve(name), Objects.requireNonNull(media).readAllBytes());
        }
    }

    private FoundVideos find() {
        return FoundVideos.in(folder);
    }

    private List<String> names() {
        return find().videos().stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    @Test
    void takesWhateverIsNamedAsAContainerThatIsRead() throws IOException {
        files("1.MTS", "2.m2ts", "3.h264", "4.hevc", "5.asf", "6.vob", "7.qt", "8.f4v", "9.mpe", "a.mp4");

        assertThat(names())
                .containsExactly(
                        "1.MTS", "2.m2ts", "3.h264", "4.hevc", "5.asf", "6.vob", "7.qt", "8.f4v", "9.mpe", "a.mp4");
        assertThat(find().passedOver().isEmpty()).isTrue();
    }

    @Test
    void looksIntoFilesWhoseNamesTellNothing() throws IOException {
        video("clip.dat");
        video("clip");
        files("README", "weights.dat");

        assertThat(names()).containsExactly("clip", "clip.dat");
        assertThat(find().passedOver()).hasToString("2 files passed over: 1 .dat, 1 without extension");
    }

    /** A video that comes after so many files of its extension that were none is not looked at. */
    @Test
    void looksInVainAFewTimesOnly() throws IOException {
        for (int i = 0; i < 40; i++) {
            files(String.format("features_%02d.bin", i));
        }
        video("x.bin");
        video("x.dat");

        assertThat(names()).containsExactly("x.dat");
        assertThat(find().passedOver()).hasToString("41 files passed over: 41 .bin");
    }

    @Test
    void countsWhatIsPassedOverButForWhatNoOneMeans() throws IOException {
        files("a.mp4", "a.txt", "b.txt", "c.srt", "thumb.jpg", "half.mp4.part", "song.mp3", "x.zip", "x.json");
        files(".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/._a.mp4", "@eaDir/a.mp4");

        assertThat(names()).containsExactly("a.mp4");
        assertThat(find().passedOver().files()).isEqualTo(8);
        assertThat(find().passedOver())
                .hasToString("8 files passed over: 2 .txt, 1 .jpg, 1 .json, 1 .mp3, 1 .part, and 2 more kinds");
    }

    @Test
    void goesDownIntoFoldersButNotIntoThoseOfFrames() throws IOException {
        files("2.mp4", "subj1/1.mp4", "subj1/day2/3.mp4", "frames/img_1.jpg", "frames/flow/img_1.jpg", "empty/.keep");
        files("subj2/1.mp4", "subj2/thumb_1.jpg");

        assertThat(names()).containsExactly("2.mp4", "frames", "subj1/1.mp4", "subj1/day2/3.mp4", "subj2/1.mp4");
        assertThat(find().below()).isEqualTo(3);
        assertThat(find().passedOver()).hasToString("1 file passed over: 1 .jpg");
    }

    /** Taken for frames of one video, they would hide the videos below. */
    @Test
    void previewsBesideFoldersOfVideosAreNoFrames() throws IOException {
        files("day/poster_1.jpg", "day/one/deep/1.mp4", "day/two/2.mp4");
        files("linked/poster_1.jpg", "disk/3.mp4");
        Files.createSymbolicLink(folder.resolve("linked/disk"), folder.resolve("disk"));
        Files.createSymbolicLink(folder.resolve("linked/up"), folder);

        assertThat(names()).containsExactly("day/one/deep/1.mp4", "day/two/2.mp4", "disk/3.mp4");
        assertThat(find().passedOver())
                .hasToString("4 files passed over: 2 .jpg, 2 behind links to folders searched before");
    }

    @Test
    void oneVideoStoredTwiceIsOne() throws IOException {
        files("b.mp4", "b.npy", "c.npy", "b/img_1.jpg", "d/img_1.jpg", "b.mp4.npy");

        assertThat(names()).containsExactly("b.mp4", "b.mp4.npy", "c.npy", "d");
        assertThat(find().passedOver())
                .hasToString("2 files passed over: 1 .npy beside its video, 1 as frames beside its video");
    }

    @Test
    void linksToNowhereAreNamed() throws IOException {
        files("a.mp4", "real/b.mp4");
        Files.createSymbolicLink(folder.resolve("gone.mp4"), Path.of("/no/such/file"));
        Files.createSymbolicLink(folder.resolve("disk"), Path.of("/no/such/disk"));
        Files.createSymbolicLink(folder.resolve("notes.txt"), Path.of("/no/such/text"));
        Files.createSymbolicLink(folder.resolve("link.mp4"), folder.resolve("a.mp4"));

        FoundVideos found = find();

        assertThat(names()).containsExactly("a.mp4", "link.mp4", "real/b.mp4");
        assertThat(found.unusable())
                .extracting(FoundVideos.Unusable::file)
                .containsExactly(folder.resolve("disk"), folder.resolve("gone.mp4"));
        assertThat(found.unusable().get(1).reason()).isEqualTo("is a link to /no/such/file, which isn't there");
        assertThat(found.passedOver()).hasToString("1 file passed over: 1 .txt");
    }

    @Test
    void linksToFoldersAreFollowedOnce() throws IOException {
        files("real/b.mp4");
        Files.createSymbolicLink(folder.resolve("real/up"), folder);
        Files.createSymbolicLink(folder.resolve("same"), folder.resolve("real"));

        assertThat(names()).containsExactly("real/b.mp4");
        assertThat(find().passedOver()).hasToString("2 files passed over: 2 behind links to folders searched before");
    }

    /** Root reads it all the same; {@code UnreadableFilesIT} gives that up. */
    @Test
    void aFolderBelowThatCantBeReadIsNamedAndTheRestTaken() throws IOException {
        files("a.mp4", "locked/b.mp4", "poster_1.jpg", "z/c.mp4");
        Path locked = folder.resolve("locked");
        Files.setPosixFilePermissions(locked, Set.of());
        try {
            assumeFalse(Files.isReadable(locked));

            assertThat(names()).containsExactly("a.mp4", "z/c.mp4");
            assertThat(find().unusable())
                    .containsExactly(new FoundVideos.Unusable(locked, "the folder can't be read: no permission"));
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path gone = folder.resolve("gone");

        assertThatThrownBy(() -> FoundVideos.in(gone))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(gone + ": the folder can't be read");
    }
}
