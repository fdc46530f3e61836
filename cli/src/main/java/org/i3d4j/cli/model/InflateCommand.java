package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Modality;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.i3d4j.weights.naming.Inflation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d inflate}. */
@Command(
        name = "inflate",
        mixinStandardHelpOptions = true,
        description =
                "Make weights of I3D from those of a 2D network with batch norm: torchvision's GoogLeNet or ResNet-50 (state"
                        + " dicts) or TF-slim's InceptionV1. Train on from them with --pretrained.")
public final class InflateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "IN2D", description = "The 2D network's checkpoint.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "File to write.")
    private Path file = Path.of("");

    @Option(
            names = "--flow",
            description = "For optical flow: two input channels, their first kernels the mean over the colours.")
    private boolean flow;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "The 3D network to make, ${COMPLETION-CANDIDATES} (default: I3D of an Inception, i3d_r50 of a"
                    + " ResNet).")
    private Optional<Backbone> backbone = Optional.empty();

    @Mixin
    private ModelOutput output = new ModelOutput();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (WeightsFile network = WeightsFiles.open(in)) {
            Inflation inflated = Inflation.of(network, backbone, (flow ? Modality.FLOW : Modality.RGB).channels());
            out.println("inflated: " + inflated.source().title() + " to "
                    + inflated.settings().backbone().yamlName() + ", head of "
                    + Counted.of(inflated.settings().classes(), "class"));
            if (!inflated.leftovers().isEmpty()) {
                out.println("tensors without use: " + String.join(", ", inflated.leftovers()));
            }
            output.write(in, file, inflated.settings(), inflated.weights(), ModelDescription.NONE, out);
        }
        return 0;
    }
}
