package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code -q} and {@code --log-file} do, with every command alike. */
class TellingTest {
    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
    }

    private CommandRun run(String line) {
        return good.run(line, Map.of("OUT", folder, "LOG", folder.resolve("logs/run.log")));
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("logs/run.log"));
    }

    @Test
    void quietLeavesResultsOfTrainingAlone() {
        CommandRun run = run("train -q --config CONFIG --dataset DATA --set train.ckpt_path=OUT/run")
                .succeeds();

        assertThat(run.lines())
                .hasSizeBetween(2, 4)
                .allMatch(line -> line.startsWith("validation after epoch ") || line.startsWith("results in "));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void quietTellsErrors() {
        run("info --quiet OUT/none").failsWith(5, "none");
    }

    @Test
    void theLogFileHasEveryLineWithItsTime() throws IOException {
        CommandRun run = run("predict --log-file LOG --checkpoint CKPT VIDEO").succeeds();

        assertThat(run.out().lines()).allSatisfy(line -> assertThat(log()).anyMatch(logged -> logged.endsWith(line)));
        assertThat(log()).anyMatch(line -> line.contains("the network runs on"));
        assertThat(log())
                .allSatisfy(line -> assertThat(OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                                .toInstant())
                        .isBetween(Instant.now().minusSeconds(3600), Instant.now()));
    }

    @Test
    void theLogFileHasWhatQuietLeavesOutAndErrors() throws IOException {
        run("predict -q --log-file LOG --checkpoint CKPT VIDEO").succeeds();
        int before = log().size();
        run("probe -q --log-file LOG OUT/none.mp4").failsWith(4, "none.mp4");

        assertThat(log().subList(0, before)).anyMatch(line -> line.contains("the network runs on"));
        assertThat(log().subList(before, log().size())).anyMatch(line -> line.contains("none.mp4: no such file"));
    }

    @Test
    void aLogFileThatCantBeWrittenEndsTheCommandBeforeItBegins() {
        CommandRun run = run("probe --log-file OUT VIDEO").failsWith(8, folder + ": is a folder");

        assertThat(run.out()).isEmpty();
    }
}
