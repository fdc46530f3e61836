package org.i3d4j.cli.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** No file that a command writes is one that it was given to read: seen before anything is read or written. */
public final class OutputsApart {
    /** Written, though not called {@code OUT}. */
    private static final Set<String> WRITTEN = Set.of("--out", "--log-file");

    private OutputsApart() {}

    /**
     * Looks at all names that were given.
     *
     * @throws OutputException naming a file that is to be read and written
     */
    public static void require(ParseResult arguments) {
        List<ArgSpec> given = arguments.asCommandLineList().stream()
                .flatMap(command -> command.getParseResult().matchedArgs().stream())
                .toList();
        List<Path> read = given.stream()
                .filter(argument -> !isWritten(argument))
                .flatMap(OutputsApart::files)
                .toList();
        given.stream()
                .filter(OutputsApart::isWritten)
                .flatMap(OutputsApart::files)
                .forEach(out -> read.stream()
                        .filter(in -> isSame(in, out))
                        .findFirst()
                        .ifPresent(in -> {
                            throw new OutputException(out + ": is the input itself; name another file");
                        }));
    }

    private static boolean isWritten(ArgSpec argument) {
        return argument.paramLabel().startsWith("OUT")
                || (argument instanceof OptionSpec option && WRITTEN.contains(option.longestName()));
    }

    private static Stream<Path> files(ArgSpec argument) {
        return argument.stringValues().stream()
                .flatMap(text -> path(text).stream())
                .filter(Files::isRegularFile);
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new OutputException(other + ": can't be looked at: " + IoReason.of(e, other), e);
        }
    }
}
