package org.i3d4j.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class UsageErrorsTest {
    private enum Speed {
        VERY_SLOW,
        FAST
    }

    @Command(name = "walk", mixinStandardHelpOptions = true)
    private static final class Walk implements Runnable {
        @Option(names = "--target", required = true, paramLabel = "PLACE")
        private String target = "";

        @Option(
                names = {"-s", "--speed"},
                paramLabel = "SPEED")
        private Optional<Speed> speed = Optional.empty();

        @Parameters(arity = "0..1")
        private String companion = "";

        @Override
        public void run() {}

        @Override
        public String toString() {
            return speed + " to " + target + " with " + companion;
        }
    }

    @Command(name = "trip", mixinStandardHelpOptions = true, subcommands = Walk.class)
    private static final class Trip {}

    private record Told(int exitCode, List<String> lines) {}

    private static CommandLine trip() {
        CommandLine command = new CommandLine(new Trip()).setParameterExceptionHandler(new UsageErrors());
        EnumWords.register(command);
        return command;
    }

    private static Told tell(String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode = trip().setErr(new PrintWriter(err)).execute(arguments);
        return new Told(exitCode, err.toString().lines().toList());
    }

    private static void assertTold(Told told, String... lines) {
        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.lines()).containsExactly(lines);
    }

    @Test
    void aMisspeltOptionIsNamedBesideTheOneThatIsMissing() {
        assertTold(
                tell("walk", "--taget", "home"),
                "trip walk: unknown option '--taget'; did you mean '--target'?",
                "trip walk: Missing required option: '--target=PLACE'",
                "'trip walk --help' lists options");
    }

    @Test
    void aMisspeltOptionIsALineAndAHint() {
        assertTold(
                tell("walk", "--target=home", "--colour=red"),
                "trip walk: unknown option '--colour'",
                "'trip walk --help' lists options");
    }

    @Test
    void theBeginningOfAnOptionIsCompleted() {
        assertThat(tell("walk", "--tar=home").lines())
                .contains("trip walk: unknown option '--tar'; did you mean '--target'?");
    }

    @Test
    void aMisspeltCommandIsALineAndAHint() {
        assertTold(tell("wlak"), "trip: unknown command 'wlak'; did you mean 'walk'?", "'trip --help' lists commands");
    }

    @Test
    void aWordTooManyIsNamed() {
        assertTold(
                tell("walk", "--target", "home", "dog", "cat"),
                "trip walk: one word too many, 'cat'",
                "'trip walk --help' lists options");
    }

    @Test
    void withoutACommandAllAreListed() {
        Told told = tell();

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.lines()).first().isEqualTo("Usage: trip [-hV] [COMMAND]");
        assertThat(told.lines()).anyMatch(line -> line.strip().equals("walk"));
    }

    @Test
    void wordsForValuesAreInLowerCaseWithDashes() {
        assertTold(
                tell("walk", "--target", "home", "--speed", "slow"),
                "trip walk: Invalid value for option '--speed': expected one of very-slow, fast, found 'slow'",
                "'trip walk --help' lists options");
        CommandLine trip = trip();
        CommandSpec walk =
                Objects.requireNonNull(trip.getSubcommands().get("walk")).getCommandSpec();

        for (String word : List.of("very-slow", "VERY_SLOW", "Very-Slow")) {
            trip.parseArgs("walk", "--target", "home", "--speed", word);
            assertThat(walk.userObject()).hasToString("Optional[VERY_SLOW] to home with ");
        }
        assertThat(walk.findOption("--speed").completionCandidates()).containsExactly("very-slow", "fast");
    }
}
