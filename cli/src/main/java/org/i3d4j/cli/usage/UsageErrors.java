package org.i3d4j.cli.usage;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.i3d4j.cli.output.TextOutput;
import org.i3d4j.text.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells wrong usage in a line for each slip, and one that says where more is to be read. */
public final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        CommandSpec spec = command.getCommandSpec();
        PrintWriter err = command.getErr();
        List<String> unknown = unknown(wrong);
        if (unknown.isEmpty() && isWithoutCommand(wrong)) {
            command.usage(TextOutput.of(err).asItIs(), command.getColorScheme());
            return spec.exitCodeOnInvalidInput();
        }
        unknown.forEach(word -> err.println(spec.qualifiedName() + ": " + explained(word, command)));
        if (!(wrong instanceof UnmatchedArgumentException)) {
            err.println(spec.qualifiedName() + ": " + wrong.getMessage());
        }
        err.println("'" + spec.qualifiedName() + " --help' lists " + (hasCommands(command) ? "commands" : "options"));
        err.flush();
        return spec.exitCodeOnInvalidInput();
    }

    /** As {@code i3d} alone, which is a question rather than a slip. */
    private static boolean isWithoutCommand(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        return command.getParent() == null
                && hasCommands(command)
                && wrong.getClass() == ParameterException.class
                && wrong.getArgSpec() == null;
    }

    /** An option that seems missing may be there, misspelt. Words behind such options may be their values. */
    private static List<String> unknown(ParameterException wrong) {
        List<String> words = wrong instanceof MissingParameterException
                ? wrong.getCommandLine().getUnmatchedArguments()
                : wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getUnmatched() : List.of();
        List<String> options = words.stream().filter(UsageErrors::isOption).toList();
        return options.isEmpty() ? words : options;
    }

    private static boolean isOption(String word) {
        return word.startsWith("-") && word.length() > 1;
    }

    private static String explained(String word, CommandLine command) {
        if (isOption(word)) {
            String name = word.split("=", 2)[0];
            return "unknown option '" + name + "'" + suggestion(optionNames(command.getCommandSpec()), name);
        }
        return hasCommands(command)
                ? "unknown command '" + word + "'"
                        + suggestion(command.getSubcommands().keySet(), word)
                : "one word too many, '" + word + "'";
    }

    private static String suggestion(Collection<String> names, String written) {
        return nearest(names, written).map(NearestName::question).orElse("");
    }

    /** A slip, or else the one name that begins so. */
    private static Optional<String> nearest(Collection<String> names, String written) {
        return NearestName.among(names, written).or(() -> {
            List<String> longer =
                    names.stream().filter(name -> name.startsWith(written)).toList();
            return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
        });
    }

    private static List<String> optionNames(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> option.longestName())
                .toList();
    }

    private static boolean hasCommands(CommandLine command) {
        return !command.getSubcommands().isEmpty();
    }
}
