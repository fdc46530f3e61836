package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.Main;
import org.i3d4j.cli.OwnProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code i3d launch} refuses before it starts anything. */
class LaunchCommandTest {
    private static CommandRun run(String line) {
        return CommandRun.of(Stream.concat(Stream.of("launch"), Stream.of(line.split(" ", -1)))
                .toArray());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "train --config FILE, --nproc",
                "--nproc 2, COMMAND",
                "--nproc two train, two",
                "--nproc 0 train, --nproc 0: expected at least 1",
                "--nproc 2 trian, 'trian' can't be launched",
                "--nproc 2 launch --nproc 2 train, 'launch' can't be launched",
                "--nproc 2 --nnodes 0 train, --nnodes 0",
                "--nproc 2 --nnodes 2 train, needs --node-rank",
                "--nproc 2 --nnodes 2 --node-rank 2 train, --node-rank 2: expected 0 to 1",
                "--nproc 2 --nnodes 2 --node-rank 1 train, needs --master-addr",
                "--nproc 2 --node-rank 1 train, --node-rank 1: expected 0 to 0",
                "--nproc 2 --master-port 0 train, --master-port 0: expected 1 to 65535",
                "--nproc 2 --max-restarts -1 train, --max-restarts -1",
                "--nproc 2 --colour=red train, --colour"
            })
    void wrongUsageIsNamed(String line, String told) {
        run(line).failsWith(2, told);
    }

    @Test
    void theOptionsOfTheCommandAreLeftToIt() {
        run("--nproc 0 train --nproc 7 --colour=red --help").failsWith(2, "--nproc 0: expected at least 1");
    }

    @Test
    void runsItselfAgainWithTheSameJava() {
        List<String> command = OwnProgram.command(List.of("train", "--config", "a b.yaml"));

        assertThat(command.get(0)).contains("java");
        assertThat(command).endsWith(Main.class.getName(), "train", "--config", "a b.yaml");
        assertThat(command.get(command.indexOf("-cp") + 1)).isEqualTo(System.getProperty("java.class.path"));
    }
}
