package org.i3d4j.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.layouts.KineticsLayout;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatasetCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Exception failure = new Exception("none");

    private int run(String... arguments) {
        return new CommandLine(new DatasetCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    failure = exception;
                    return 99;
                })
                .execute(arguments);
    }

    @Test
    void makesAMotionSetAsAsked() {
        Path root = folder.resolve("set");

        int exitCode = run(
                "motion",
                root.toString(),
                "--classes",
                "3",
                "--train",
                "2",
                "--val",
                "1",
                "--size",
                "48x32",
                "--frames",
                "4",
                "--fps",
                "8",
                "--seed",
                "7");

        assertThat(exitCode).isZero();
        assertThat(out.toString().strip()).isEqualTo(root.toString());
        assertThat(err.toString().strip()).isEqualTo("written 9 of 9 videos");
        VideoDataset train = new KineticsLayout(root, "train", ClassOrder.FIRST_APPEARANCE).open();
        assertThat(train.samples()).hasSize(6);
        assertThat(train.classNames().names()).containsExactly("left", "right", "up");
    }

    @Test
    void refusesAFolderWithSomethingInIt() throws IOException {
        Files.createFile(folder.resolve("precious"));

        assertThat(run("motion", folder.toString())).isEqualTo(99);

        assertThat(failure).isInstanceOf(OutputException.class).hasMessageContaining("not empty");
        assertThat(folder).isDirectoryContaining("glob:**/precious").isDirectoryNotContaining("glob:**/train");
    }

    @Test
    void refusesValuesOutOfRange() {
        assertThat(run("motion", folder.toString(), "--classes", "9")).isEqualTo(99);

        assertThat(failure).isInstanceOf(ConfigException.class).hasMessage("classes must be between 2 and 8, found 9");
    }

    @Test
    void refusesASizeThatIsNone() {
        assertThat(run("motion", folder.toString(), "--size", "80")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString()).contains("'80' is not a size such as 80x64");
    }

    @Test
    void asksForTheKind() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString()).contains("motion");
    }
}
