package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchReadCommandTest {
    private static final Path VIDEO = Path.of("../core/src/test/resources/media/made/five_frames.mp4");

    @TempDir
    Path folder;

    @Test
    void drawsTheSameReadsFromTheSameSeed() {
        CommandRun listed = CommandRun.of("bench", "read", "--list", "--reads-per-file", 3, "--seed", 7, VIDEO)
                .succeeds();
        assertThat(listed.lines()).hasSize(3).allMatch(line -> line.matches(VIDEO + "\t0\t\\d+\t\\d+"));
        assertThat(CommandRun.of("bench", "read", "--list", "--reads-per-file", 3, "--seed", 7, VIDEO)
                        .out())
                .isEqualTo(listed.out());
        assertThat(CommandRun.of("bench", "read", "--list", "--reads-per-file", 3, "--seed", 8, VIDEO)
                        .out())
                .isNotEqualTo(listed.out());
    }

    @Test
    void timesEveryRunOverAListOfReads() throws IOException {
        Path list = folder.resolve("reads.tsv");
        Files.writeString(list, VIDEO + "\t3\t32\t0\n" + VIDEO + "\t0\t0\t32\n");
        CommandRun run = CommandRun.of(
                        "bench", "read", "--reads", list, "--warmups", 0, "--runs", 3, "--threads", 2, "--json")
                .succeeds();
        JsonNode times = JsonMapper.builder().build().readTree(run.out());
        assertThat(times.get("clips").asInt()).isEqualTo(2);
        assertThat(times.get("threads").asInt()).isEqualTo(2);
        assertThat(times.get("seconds").size()).isEqualTo(3);
        assertThat(times.get("median_clips_per_second").asDouble()).isPositive();
        assertThat(CommandRun.of("bench", "read", "--warmups", 0, "--runs", 1, "--reads-per-file", 1, VIDEO)
                        .succeeds()
                        .out())
                .contains("1 clip in", "median", "CPU ms a clip");
    }

    @Test
    void namesTheLineOfABadListAndAFileThatIsNoVideo() throws IOException {
        Path list = folder.resolve("reads.tsv");
        Files.writeString(list, VIDEO + "\t0\t0\t0\n" + VIDEO + "\t0\t33\t0\n");
        CommandRun.of("bench", "read", "--reads", list).failsWith(3, "reads.tsv:2: ", "row 33");
        Files.writeString(list, VIDEO + "\t0\n");
        CommandRun.of("bench", "read", "--reads", list).failsWith(3, "reads.tsv:1: 2 fields between tabs");
        CommandRun.of("bench", "read", list).failsWith(4, "reads.tsv");
        CommandRun.of("bench", "read").failsWith(2, "name either videos or --reads LIST");
    }
}
