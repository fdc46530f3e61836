package org.i3d4j.cli.usage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of a command, in the language of {@code man(7)}, with what {@code --help} says. */
final class ManualPage {
    private final CommandSpec spec;
    private final UsageMessageSpec usage;
    private final StringBuilder page = new StringBuilder();

    ManualPage(CommandLine command) {
        this.spec = command.getCommandSpec();
        this.usage = spec.usageMessage();
    }

    /** As {@code man} is asked for it: {@code i3d-dataset-check}. */
    String name() {
        return spec.qualifiedName("-");
    }

    @Override
    public String toString() {
        page.setLength(0);
        macro(".TH", name().toUpperCase(Locale.ROOT), "1", "", "i3d4j", "i3d4j");
        section("NAME", List.of(name() + " - " + usage.description()[0]));
        heading("SYNOPSIS");
        page.append(".nf\n").append(escaped(synopsis())).append(".fi\n");
        section("DESCRIPTION", List.of(usage.description()));
        arguments("ARGUMENTS", spec.positionalParameters());
        arguments("OPTIONS", spec.options());
        commands();
        section("NOTES", List.of(usage.footer()));
        exitCodes();
        seeAlso();
        return page.toString();
    }

    private String synopsis() {
        Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
        return help.synopsis(0);
    }

    private void arguments(String heading, List<? extends ArgSpec> arguments) {
        List<? extends ArgSpec> shown =
                arguments.stream().filter(argument -> !argument.hidden()).toList();
        if (!shown.isEmpty()) {
            heading(heading);
            shown.forEach(this::argument);
        }
    }

    private void argument(ArgSpec argument) {
        String label = argument.paramLabel();
        boolean takesValue = argument.arity().max() > 0;
        String term = argument instanceof CommandLine.Model.OptionSpec option
                ? Stream.of(option.names()).collect(Collectors.joining(", ")) + (takesValue ? "=" + label : "")
                : label;
        item(term, String.join(" ", argument.description()));
    }

    private void commands() {
        Map<String, CommandLine> commands = spec.subcommands();
        if (commands.isEmpty()) {
            return;
        }
        heading("COMMANDS");
        commands.forEach((name, command) -> {
            String[] description = command.getCommandSpec().usageMessage().description();
            item(name, description.length == 0 ? "" : description[0]);
        });
    }

    private void exitCodes() {
        Map<String, String> codes = spec.root().usageMessage().exitCodeList();
        if (!codes.isEmpty()) {
            heading("EXIT STATUS");
            codes.forEach(this::item);
        }
    }

    private void seeAlso() {
        CommandSpec parent = spec.parent();
        if (parent != null) {
            heading("SEE ALSO");
            page.append(escaped(parent.qualifiedName("-"))).append("(1)\n");
        }
    }

    private void section(String heading, List<String> paragraphs) {
        if (paragraphs.stream().allMatch(String::isBlank)) {
            return;
        }
        heading(heading);
        page.append(paragraphs.stream()
                .filter(paragraph -> !paragraph.isBlank())
                .map(paragraph -> escaped(paragraph) + "\n")
                .collect(Collectors.joining(".PP\n")));
    }

    private void heading(String heading) {
        macro(".SH", heading);
    }

    private void item(String term, String text) {
        page.append(".TP\n");
        macro(".B", term);
        page.append(escaped(text)).append('\n');
    }

    private void macro(String macro, String... arguments) {
        page.append(macro)
                .append(Arrays.stream(arguments)
                        .map(argument -> " \"" + escaped(argument).replace("\"", "\\(dq") + "\"")
                        .collect(Collectors.joining()))
                .append('\n');
    }

    /** Text in which troff sees no command. A dash that is typed is no hyphen. */
    private static String escaped(String text) {
        return text.replace("%n", "\n")
                .replace("%%", "%")
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replaceAll("(?m)^([.'])", "\\\\&$1");
    }
}
