package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are given wrongly. */
class BadUsageTest {
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
        return good.run(line, Map.of("OUT", folder.resolve("out")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config CONFIG",
                "eval --config CONFIG",
                "predict --checkpoint CKPT VIDEO",
                "info CKPT",
                "probe VIDEO",
                "demo OUT",
                "config CONFIG",
                "plot schedule CONFIG --out OUT",
                "dataset check DATA",
                "dataset show CONFIG --out OUT",
                "dataset cache DATA --out OUT",
                "dataset prepare DATA OUT",
                "dataset motion OUT"
            })
    void anUnknownOptionIsWrongUsage(String line) {
        run(line + " --colour=red").failsWith(2, "--colour");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        run("pedict").failsWith(2, "pedict", "predict");
    }

    @Test
    void helpOfAnUnknownCommandIsWrongUsage() {
        run("help prdict").failsWith(2, "unknown command 'prdict'; did you mean 'predict'?");
        assertThat(run("help dataset check").succeeds().out()).contains("Usage: i3d dataset check");
    }

    @ParameterizedTest
    @CsvSource({
        "train, --config",
        "predict VIDEO, --checkpoint",
        "predict --checkpoint CKPT, INPUT",
        "predict --checkpoint CKPT --top 0 VIDEO, at least 1",
        "predict --checkpoint CKPT --precision fp8 VIDEO, fp8",
        "dataset cache DATA, --out",
        "dataset prepare DATA, OUT",
        "dataset show CONFIG, --out",
        "plot schedule CONFIG, --out",
        "config, name a CONFIG"
    })
    void whatIsMissingOrOutOfRangeIsNamed(String line, String told) {
        run(line).failsWith(2, told);
    }

    /** As from a shell variable that is not set; it would mean the current folder. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config ",
                "eval --config CONFIG --checkpoint ",
                "info ",
                "probe ",
                "config ",
                "plot schedule ",
                "dataset check ",
                "dataset cache DATA --out ",
                "dataset prepare DATA ",
                "dataset motion "
            })
    void anEmptyNameIsRefused(String lineThatEndsWithAnEmptyWord) {
        run(lineThatEndsWithAnEmptyWord).failsWith(2, "the name is empty");
    }

    @Test
    void verboseShowsWhereAnErrorArose() {
        CommandRun run = run("info -v OUT");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("WeightsException", "    at org.i3d4j.");
    }
}
