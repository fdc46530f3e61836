package org.i3d4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replacesTheContentAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, bytes("a long first version"));
        AtomicFile.write(file, bytes("second"));
        assertThat(file).hasContent("second");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void whatIsTriedOutLeavesNothing() throws IOException {
        AtomicFile.tryOut(folder.resolve("a".repeat(200)));

        assertThat(names()).isEmpty();
        assertThatThrownBy(() -> AtomicFile.tryOut(folder.resolve("a".repeat(255))))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(": can't be written: ");
    }

    @Test
    void makesMissingFolders() {
        Path file = folder.resolve("x/y/a.txt");
        AtomicFile.write(file, bytes("deep"));
        assertThat(file).hasContent("deep");
    }

    @Test
    void keepsTheOldFileWhenWritingFails() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, bytes("old"));
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(bytes("half of the new")));
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("a.txt")
                .hasMessageContaining("No space left on device");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void keepsTheOldFileWhenTheContentCanNotBeMade() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, bytes("old"));
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    throw new IllegalStateException("no content");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> AtomicFile.write(folder, bytes("x")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is a folder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFolderNameThatIsAFile() {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, bytes("x"));
        assertThatThrownBy(() -> AtomicFile.write(file.resolve("b.txt"), bytes("y")))
                .isInstanceOf(OutputException.class);
    }

    @Test
    void refusesADevice() {
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(device));
        assertThatThrownBy(() -> AtomicFile.write(device, bytes("x")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void writesThroughASymbolicLink() throws IOException {
        Path real = folder.resolve("real.txt");
        AtomicFile.write(real, bytes("old"));
        Path link = folder.resolve("link.txt");
        try {
            Files.createSymbolicLink(link, real.getFileName());
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no symbolic links here: " + e);
        }
        AtomicFile.write(link, bytes("new"));
        assertThat(real).hasContent("new");
        assertThat(link).isSymbolicLink();
    }
}
