package org.i3d4j.cli.train;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.report.picture.LabelStrip;
import org.i3d4j.report.picture.PictureFile;
import org.i3d4j.report.seeing.FilterSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d plot filters}. */
@Command(
        name = "filters",
        mixinStandardHelpOptions = true,
        description = "Draw the filters of a model's first layer: what it looks for in a few frames.")
final class PlotFiltersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CKPT", description = "The model.")
    private Path checkpoint = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "OUT.png",
            required = true,
            description = "The picture: PNG, or JPEG as OUT.jpg.")
    private Path picture = Path.of("");

    @Override
    public Integer call() {
        PictureFile.requireName(picture);
        AtomicFile.tryOut(picture);
        LabelStrip.requireFonts();
        SavedModel model = Checkpoints.read(NamedCheckpoint.file(checkpoint, spec));
        ConvUnit first = model.settings().architecture().units().findFirst().orElseThrow();
        FilterSheet.write(
                picture,
                checkpoint.getFileName() + ": the " + first.channels() + " filters of " + first.name(),
                model.weights().require(Role.KERNEL.nameIn(first.name())));
        spec.commandLine().getOut().println(picture.toAbsolutePath().normalize());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
