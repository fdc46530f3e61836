package org.i3d4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
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
                    + " weights: the results stay."
        })
final class ConvertCommand implements Callable<Integer> {
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
    private BatchNormOption batchNorm = new BatchNormOption();

    @Override
    public Integer call() {
        SavedModel model = batchNorm.applyTo(Checkpoints.read(in));
        output.write(
                in,
                file,
                model.settings(),
                model.weights(),
                model.classNames(),
                spec.commandLine().getOut());
        return 0;
    }
}
