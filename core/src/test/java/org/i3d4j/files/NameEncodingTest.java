package org.i3d4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.reading.VideoReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameEncodingTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void assumeUtf8() {
        assumeTrue("UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")), "another encoding of names");
    }

    /** A file whose name is Latin-1, as the list of its folder has it. */
    private Path latin1() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "Java makes no such names");
        Process shell = new ProcessBuilder("/bin/sh", "-c", "echo x >\"$(printf 'caf\\351.mp4')\"")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(shell.waitFor() == 0, "the file system takes no such names");
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void aNameOfOtherBytesIsNotHeldThoughItsFileIsThere() throws IOException, InterruptedException {
        Path listed = latin1();

        assertThat(listed).exists();
        assertThat(NameEncoding.holds(listed)).isFalse();
        assertThat(NameEncoding.holds(folder.resolve("café \ufffd 動画.mp4"))).isTrue();
    }

    @Test
    void aVideoThatJavaFindsAndFfmpegCantIsToldSo() throws IOException, InterruptedException {
        Path listed = latin1();

        for (Path file : new Path[] {listed, Path.of(listed.toString())}) {
            assertThatThrownBy(() -> VideoReader.open(file))
                    .isInstanceOf(VideoException.class)
                    .hasMessageStartingWith(file + ": no file can be found by this name: it holds bytes")
                    .hasMessageContainingAll("U+FFFD", "rename the file");
        }
    }

    @Test
    void whatIsJustMissingIsNoMore() {
        assertThat(NameEncoding.whyMissing(Path.of("café.mp4"))).isEqualTo("no such file");
    }

    @Test
    void aTextThatNoNameCanBeIsToldWhy() {
        assertThatThrownBy(() -> Path.of("a\0b"))
                .isInstanceOfSatisfying(
                        InvalidPathException.class,
                        e -> assertThat(NameEncoding.whyInvalid(e)).isEqualTo("Nul character not allowed"));
        assertThat(NameEncoding.whyInvalid("a\ud800b")).hasValue("it holds half a character");
        assertThat(NameEncoding.whyInvalid("a é 🎬")).isEmpty();
    }
}
