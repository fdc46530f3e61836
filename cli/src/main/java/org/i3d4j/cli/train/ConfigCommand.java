package org.i3d4j.cli.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.cli.options.SetOption;
import org.i3d4j.cli.output.CommandAdvice;
import org.i3d4j.config.file.ConfigReference;
import org.i3d4j.config.file.LoadedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d config}: what a configuration comes to. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = {
            "Print a configuration in full, as YAML: base files, defaults and options applied, behind every value where"
                    + " it came from. What is printed loads as it is.",
            "Everything wrong with it is told at once."
        })
public final class ConfigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "CONFIG", description = "The configuration.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private SetOption set = new SetOption();

    @Option(names = "--plain", description = "Without the comments.")
    private boolean plain;

    @Option(names = "--reference", description = "Print the documentation of all keys, as Markdown, instead.")
    private boolean reference;

    @Override
    public Integer call() {
        if (reference && (file.isPresent() || plain || !set.changes().isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--reference prints all keys there are; it takes no CONFIG, --set or --plain");
        }
        PrintWriter out = spec.commandLine().getOut();
        (reference ? ConfigReference.markdown() : resolved()).lines().forEach(out::println);
        out.flush();
        return 0;
    }

    private String resolved() {
        LoadedConfig loaded = set.load(file.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "name a CONFIG, or ask for --reference")));
        return plain ? loaded.yaml() : CommandAdvice.in(loaded.yamlWithOrigins());
    }
}
