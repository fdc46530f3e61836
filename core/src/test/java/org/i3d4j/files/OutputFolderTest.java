package org.i3d4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatCanBeMadeIsFineAndNotMade() {
        Path deep = folder.resolve("a/b/c");
        OutputFolder.require(deep);
        OutputFolder.require(folder);
        OutputFolder.requireFor(deep.resolve("file"));
        OutputFolder.requireFor(Path.of("file-beside"));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileOnTheWayIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> OutputFolder.require(file.resolve("a/b")))
                .isInstanceOf(OutputException.class)
                .hasMessage(
                        file.resolve("a/b") + ": can't be written to: " + file + " is a file where a folder is needed");
        assertThatThrownBy(() -> OutputFolder.requireFor(file.resolve("a"))).hasMessageContaining(file.toString());
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> OutputFolder.requireFor(folder))
                .isInstanceOf(OutputException.class)
                .hasMessage(folder + ": is a folder; expected the name of a file to write");
    }

    @Test
    void reasonsAreWords() {
        assertThat(IoReason.of(new AccessDeniedException("/a"))).isEqualTo("no permission for /a");
        assertThat(IoReason.of(new NoSuchFileException("/a"))).isEqualTo("there is no /a");
        assertThat(IoReason.of(new FileAlreadyExistsException("/a"))).startsWith("/a is a file");
        assertThat(IoReason.of(new FileSystemException("/a", null, "Not a directory")))
                .isEqualTo("/a: Not a directory");
        assertThat(IoReason.of(new IOException())).isEqualTo("IOException");
    }
}
