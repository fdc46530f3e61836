package org.i3d4j.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.video.writing.VideoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    private Path folder;

    private static long goneProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void partsOfGoneProcessesAreRemovedAndOnlyThose() throws IOException, InterruptedException {
        long gone = goneProcess();
        String ours = ".a.mp4." + ProcessHandle.current().pid() + ".part";
        List<String> kept = Stream.of(
                        ours,
                        ".b.mp4." + gone + ".part",
                        ".a.mp4.x.part",
                        ".aXmp4." + gone + ".part",
                        "a.mp4." + gone + ".part",
                        ".a.mp4." + gone)
                .sorted()
                .toList();
        for (String name : kept) {
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(folder.resolve(".a.mp4." + gone + ".part"));

        Leftovers.removeParts(folder.resolve("a.mp4"));

        assertThat(names()).isEqualTo(kept);
        assertThat(Leftovers.part(folder.resolve("a.mp4"))).isEqualTo(folder.resolve(ours));
    }

    /** Every video that is written to a name, whatever for. */
    @Test
    void whoWritesTheSameVideoAgainRemovesWhatWasKilled() throws IOException, InterruptedException {
        Files.writeString(folder.resolve(".a.mp4." + goneProcess() + ".part"), "half");

        VideoWriter.create(folder.resolve("a.mp4"), 16, 16, 25).close();

        assertThat(names()).isEmpty();
    }
}
