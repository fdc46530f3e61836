package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.RoundTrip;
import org.i3d4j.cli.options.ExtentConverter;
import org.i3d4j.cli.options.OverwriteOption;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.Counted;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.onnx.OnnxWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writing a model and reading back what was written. */
final class ModelOutput {
    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description =
                    "safetensors, pytorch, pytorchvideo, pyslowfast, tf, mindspore or onnx (default: by OUT's extension).")
    private Optional<ModelFormat> format = Optional.empty();

    @Option(
            names = "--clip",
            converter = ExtentConverter.class,
            paramLabel = "TxHxW",
            description = "onnx: the one size of clips the model is to take (default: any of at least 9x193x193).")
    private Optional<Extent> clip = Optional.empty();

    @Option(
            names = "--verify",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Read back what was written and run a clip through both (default: ${DEFAULT-VALUE}).")
    private boolean verify = true;

    @Mixin
    private OverwriteOption overwriting = new OverwriteOption();

    /**
     * Writes a model.
     *
     * @throws org.i3d4j.error.WeightsException if what was written computes another thing
     */
    void write(
            Path in,
            Path file,
            ModelSettings settings,
            StateDict weights,
            ModelDescription description,
            PrintWriter out) {
        ModelFormat to = format.orElseGet(() -> ModelFormat.of(file));
        if (clip.isPresent() && to != ModelFormat.ONNX) {
            throw new ConfigException("--clip: is the one size of clips that an ONNX model takes; " + file
                    + " is to be " + to.title() + ", which takes any");
        }
        overwriting.require(in, to.replaced(file));
        Path written = to.write(file, settings, weights, description, clip);
        out.println("written: " + written + " (" + to.title() + ", " + Counted.of(settings.classes(), "class") + ", "
                + Counted.of(settings.inputChannels(), "input channel") + ")");
        out.println("carried along: " + String.join(", ", carried(description))
                + to.sidecar(written).map(beside -> "; in " + beside).orElse(""));
        if (to == ModelFormat.ONNX) {
            out.println("not verified: i3d4j runs no ONNX");
            if (clip.isEmpty()) {
                tellSmallestClip(settings, description, out);
            }
        } else if (verify) {
            out.println("verified: "
                    + RoundTrip.of(written, settings, weights, description).figures());
        }
        out.flush();
    }

    /** The model's own clips may be smaller than what a graph for any size takes. */
    private static void tellSmallestClip(ModelSettings settings, ModelDescription description, PrintWriter out) {
        Extent least = OnnxWriter.smallestDynamicClip(settings.architecture());
        description
                .config()
                .flatMap(config -> new Preprocessing(config).clip())
                .filter(own ->
                        own.time() < least.time() || own.height() < least.height() || own.width() < least.width())
                .ifPresent(own -> out.println("note: it takes clips of at least " + least + ", those of the model's"
                        + " evaluation are " + own + "; for these: --clip " + own));
    }

    private static List<String> carried(ModelDescription description) {
        List<String> carried = new ArrayList<>();
        carried.add(description.config().isPresent() ? "configuration" : "no configuration, for the input has none");
        if (!description.classNames().isEmpty()) {
            carried.add(Counted.of(description.classNames().size(), "class name"));
        }
        if (!description.metrics().isEmpty()) {
            carried.add("metrics");
        }
        if (!description.ranges().isEmpty()) {
            carried.add("ranges for int8");
        }
        return carried;
    }
}
