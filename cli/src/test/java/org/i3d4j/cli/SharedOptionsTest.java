package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What several commands have in common they say alike: an option is declared once. */
class SharedOptionsTest {
    /** Options that mean another thing in each command, or have another default. */
    private static final Set<String> OWN_MEANINGS = Set.of(
            "--batch",
            "--checkpoint",
            "--classes",
            "--clip",
            "--clips",
            "--config",
            "--crops",
            "--dataset",
            "--flow",
            "--format",
            "--fps",
            "--frames",
            "--json",
            "--list",
            "--network",
            "--out",
            "--protocol",
            "--seed",
            "--shape",
            "--short-side",
            "--size",
            "--split",
            "--threads",
            "--to",
            "--warmups");

    private static void collect(CommandLine command, SortedMap<String, Set<List<String>>> descriptions) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            descriptions
                    .computeIfAbsent(option.longestName(), name -> new HashSet<>())
                    .add(List.of(option.description()));
        }
        command.getSubcommands().values().forEach(below -> collect(below, descriptions));
    }

    @Test
    void sayTheSameInEveryCommand() {
        SortedMap<String, Set<List<String>>> descriptions = new TreeMap<>();
        collect(Main.commandLine(new Main()), descriptions);

        Set<String> several = new TreeSet<>();
        descriptions.forEach((name, said) -> {
            if (said.size() > 1) {
                several.add(name);
            }
        });
        assertThat(several).isEqualTo(new TreeSet<>(OWN_MEANINGS));
        assertThat(descriptions).containsKeys("--set", "--precision", "--engine", "--log-format");
    }
}
