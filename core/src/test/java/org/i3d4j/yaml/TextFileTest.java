package org.i3d4j.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsUtf8WithAndWithoutAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "\uFEFFname: \u00e4\n");

        assertThat(TextFile.read(file)).isEqualTo("name: \u00e4\n");
    }

    @Test
    void saysWhereAFileIsNotUtf8() throws IOException {
        Path file = folder.resolve("latin1.yaml");
        Files.write(file, "a: 1\nb: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> TextFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":2: not UTF-8 text, byte 8 of the file is invalid");
    }

    @Test
    void refusesAHugeFile() throws IOException {
        Path file = folder.resolve("video.yaml");
        Files.write(file, new byte[TextFile.MAX_BYTES + 1]);

        assertThatThrownBy(() -> TextFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has 1048577 bytes; a configuration has at most 1048576");
    }
}
