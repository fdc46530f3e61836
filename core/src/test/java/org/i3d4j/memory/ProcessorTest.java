package org.i3d4j.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheProcessorsName() throws IOException {
        Path cpuInfo = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor\t: 0\nmodel\t\t: 1\nmodel name\t: A CPU: fast\nprocessor\t: 1\nmodel name\t: Another\n");

        assertThat(Processor.named(cpuInfo)).contains("A CPU: fast");
        assertThat(Processor.named(folder.resolve("missing"))).isEmpty();
        assertThat(Processor.name()).isNotBlank();
    }
}
