package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassLabelsTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.txt"), text);
    }

    @Test
    void readsOneNameALine() throws IOException {
        ClassLabels labels = new ClassLabels(ClassLabels.read(file("archery\r\n tai chi \n\nélan\n"), 3));

        assertThat(labels.names()).containsExactly("archery", "tai chi", "élan");
        assertThat(labels.name(1)).isEqualTo("tai chi");
        assertThat(labels.name(3)).isEqualTo("class 3");
    }

    @Test
    void takesNoByteOrderMarkIntoTheFirstName() throws IOException {
        assertThat(ClassLabels.read(file("\uFEFFarchery\nyoga\n"), 2)).containsExactly("archery", "yoga");
    }

    @Test
    void refusesAnotherNumberOfNames() throws IOException {
        Path file = file("archery\nyoga\n");

        assertThatThrownBy(() -> ClassLabels.read(file, 400))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(file.toString(), "2 class names", "400 classes");
    }

    @Test
    void refusesWhatIsNoTextFile() throws IOException {
        Path latin1 = Files.write(folder.resolve("latin1.txt"), "élan\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ClassLabels.read(latin1, 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(latin1.toString(), "UTF-8");
        assertThatThrownBy(() -> ClassLabels.read(folder.resolve("none.txt"), 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll("none.txt", "no such file");
        assertThatThrownBy(() -> ClassLabels.read(folder, 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(folder.toString());
    }
}
