package org.i3d4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    private FolderLock take() {
        return FolderLock.take(folder, "training", "take another folder");
    }

    @Test
    void oneProcessGetsAFolderOnce() {
        try (FolderLock lock = take()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(folder.resolve("../" + folder.getFileName()), "training", "x"))
                    .isInstanceOf(OutputException.class)
                    .hasMessageEndingWith(": another training writes to it, of this process itself; let it end, or x");
        }
        take().close();
    }

    @Test
    void whatIsLeftOfAnEarlierHolderIsNoLock() throws IOException {
        Files.writeString(
                folder.resolve(FolderLock.FILE), "process 1 on elsewhere since 2026-01-01T00:00:00Z\n".repeat(9));

        take().close();

        assertThat(Files.readString(folder.resolve(FolderLock.FILE)))
                .isEqualTo(Files.readString(folder.resolve(FolderLock.FILE))
                                .lines()
                                .findFirst()
                                .orElseThrow() + "\n")
                .startsWith("process " + ProcessHandle.current().pid() + " on ");
    }

    @Test
    void missingFoldersAreMadeAndAFileInTheirPlaceIsNamed() throws IOException {
        FolderLock.take(folder.resolve("a/b"), "training", "x").close();
        assertThat(folder.resolve("a/b")).isDirectory();

        Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> FolderLock.take(folder.resolve("file/b"), "training", "x"))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("can't be written to");
    }

    @Test
    void anotherProcessIsNamedAndItsKillFreesTheFolder() throws IOException, InterruptedException {
        Process holder = Holder.start(folder);
        try {
            assertThatThrownBy(this::take)
                    .isInstanceOf(OutputException.class)
                    .hasMessageMatching("(?s).*: another training writes to it, of process " + holder.pid()
                            + " on \\S+ since \\S+Z; let it end, or take another folder");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        take().close();
    }

    /** A process that has the lock until it is killed. */
    static final class Holder {
        private Holder() {}

        static Process start(Path folder) throws IOException {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Holder.class.getName(),
                            folder.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            assertThat(said.readLine()).isEqualTo("held");
            return process;
        }

        public static void main(String[] arguments) throws IOException {
            try (FolderLock lock = FolderLock.take(Path.of(arguments[0]), "training", "")) {
                System.out.println(lock == null ? "" : "held");
                // Until the other end is gone.
                System.exit(System.in.read());
            }
        }
    }
}
