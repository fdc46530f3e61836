package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.cli.output.TextOutput;

/**
 * The whole command, run as from a shell.
 *
 * @param exitCode what the shell sees
 * @param out written to standard output
 * @param err written to standard error
 */
public record CommandRun(int exitCode, String out, String err) {
    private static final Pattern PATH = Pattern.compile("(?:/[^/:;,'\"\\s]+){2,}");

    public static CommandRun of(Object... arguments) {
        return on(new StringWriter(), arguments);
    }

    /** {@code predict} with {@code checkpoint}. */
    public static CommandRun predict(Path checkpoint, Object... arguments) {
        return of(Stream.concat(Stream.of("predict", "--checkpoint", checkpoint), Stream.of(arguments))
                .toArray());
    }

    /** With {@code out} for standard output. */
    static CommandRun on(Writer out, Object... arguments) {
        StringWriter err = new StringWriter();
        try (Main main = new Main()) {
            int exitCode = Main.commandLine(main)
                    .setOut(new TextOutput(out))
                    .setErr(new TextOutput(err))
                    .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
            return new CommandRun(exitCode, out.toString(), err.toString());
        }
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    /** Ended as said, and told only what a user can read. */
    public CommandRun failsWith(int expected, String... told) {
        assertThat(exitCode).as("exit code; said: %s", err).isEqualTo(expected);
        assertThat(err).contains(told).doesNotContain("    at ", "Exception", "internal error");
        assertThat(err.lines()).allSatisfy(line -> assertThat(pathsIn(line)).doesNotHaveDuplicates());
        return this;
    }

    private static List<String> pathsIn(String line) {
        // A command to type names what it needs.
        return PATH.matcher(line.split(" i3d ", 2)[0])
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** As whoever ended it expects. */
    public CommandRun endsQuietlyWith(int expected) {
        assertThat(exitCode).as("exit code; said: %s", err).isEqualTo(expected);
        assertThat(err).doesNotContain("i3d: ", "standard output", "    at ", "Exception");
        return this;
    }

    public CommandRun succeeds() {
        assertThat(exitCode).as("exit code; said: %s", err).isZero();
        return this;
    }
}
