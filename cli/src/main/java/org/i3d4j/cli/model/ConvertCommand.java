package org.i3d4j.cli.model;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.NetworkOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d convert}. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Write a checkpoint's model for another program, under the names that program has for its tensors.",
            "Where the other program adds another eps to variances or knows no scale in batch norm, that goes into the"
                    + " weights: the results stay.",
            "Every format carries the configuration without its paths, class names, metrics and ranges for int8; of tf and"
                    + " mindspore they are in OUT.i3d4j.json beside it."
        })
public final class ConvertCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ConvertCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "IN", description = "A checkpoint of any format that 'info' reads.")
    private Path in = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "File to write; for tf the prefix of its files, or a folder.")
    private Path file = Path.of("");

    @Mixin
    private ModelOutput output = new ModelOutput();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Override
    public Integer call() {
        Path read = NamedCheckpoint.file(in, spec);
        SavedModel model = network.read(read);
        output.write(
                read,
                file,
                model.settings(),
                model.weights(),
                model.carried(),
                spec.commandLine().getOut());
        model.publishedClasses()
                .ifPresent(list -> log.info(
                        "class names: {} in the order of DeepMind's models; {} has none of its own", list.title(), in));
        return 0;
    }
}
