package org.i3d4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.error.VideoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoFingerprintTest {
    private static final int BYTES = 1 << 20;

    @TempDir
    private Path folder;

    /** Whatever their names and places. */
    @Test
    void copiesHaveTheSame() throws IOException {
        Path one = Files.write(folder.resolve("a.mp4"), new byte[] {1, 2, 3});
        Path other = Files.write(Files.createDirectory(folder.resolve("b")).resolve("c.mp4"), new byte[] {1, 2, 3});

        assertThat(VideoFingerprint.of(other)).isEqualTo(VideoFingerprint.of(one));
    }

    @ParameterizedTest
    @CsvSource({"a.mp4, 0", "a.mp4, 1048575", "a.mp4, 61680", "a.npy, 0", "a.npy, 777777", "a.npy, 1048575"})
    void oneByteMakesAnother(String name, int place) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[BYTES]);
        String before = VideoFingerprint.of(file);

        byte[] changed = new byte[BYTES];
        changed[place] = 1;
        Files.write(file, changed);

        assertThat(VideoFingerprint.of(file)).isNotEqualTo(before);
    }

    @Test
    void aFolderIsItsPictures() throws IOException {
        Path first = Files.write(folder.resolve("1.jpg"), new byte[] {1, 2});
        Files.write(folder.resolve("2.jpg"), new byte[] {3, 4});
        String before = VideoFingerprint.of(folder);

        Files.write(first, new byte[] {1, 5});
        assertThat(VideoFingerprint.of(folder))
                .as("another picture of the same size")
                .isNotEqualTo(before);
        Files.write(first, new byte[] {1, 2});
        assertThat(VideoFingerprint.of(folder)).isEqualTo(before);
        Files.delete(folder.resolve("2.jpg"));
        assertThat(VideoFingerprint.of(folder)).as("a picture less").isNotEqualTo(before);
    }

    @Test
    void whatIsNotThereIsAnError() {
        assertThatThrownBy(() -> VideoFingerprint.of(folder.resolve("gone.mp4")))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("gone.mp4: can't be read");
    }
}
