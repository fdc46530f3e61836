package org.i3d4j.cli.model;

import java.io.PrintWriter;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.options.ExtentConverter;
import org.i3d4j.cli.options.OverwriteOption;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Logits;
import org.i3d4j.network.LogitsDifference;
import org.i3d4j.network.Network;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.onnx.OnnxWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writing a model and reading back what was written. */
final class ModelOutput {
    private static final Extent TEST_CLIP = new Extent(16, 112, 112);
    private static final double TOLERATED = 1e-3;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = "safetensors, pytorch, tf, mindspore or onnx (default: by OUT's extension).")
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
     * @throws WeightsException if what was written computes another thing
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
        out.println("written: " + written + " (" + to.title() + ", " + settings.classes() + " classes, "
                + settings.inputChannels() + " input channels)");
        out.println("carried along: " + String.join(", ", carried(description))
                + to.sidecar(written).map(beside -> "; in " + beside).orElse(""));
        if (to == ModelFormat.ONNX) {
            out.println("not verified: i3d4j runs no ONNX");
            if (clip.isEmpty()) {
                tellSmallestClip(settings, description, out);
            }
        } else if (verify) {
            SavedModel back = Checkpoints.read(written);
            out.println(verified(back, settings, weights));
            requireSame(description, back);
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
            carried.add(description.classNames().size() + " class names");
        }
        if (!description.metrics().isEmpty()) {
            carried.add("metrics");
        }
        if (!description.ranges().isEmpty()) {
            carried.add("ranges for int8");
        }
        return carried;
    }

    /** Whatever the eps, which is the format's. */
    private static void requireSame(ModelDescription description, SavedModel back) {
        double eps = back.settings().batchNormEps();
        if (!back.description()
                .withBatchNormEps(eps)
                .toEntries()
                .equals(description.withBatchNormEps(eps).toEntries())) {
            throw new WeightsException(back.file() + ": does not say of itself what the input says");
        }
    }

    private static String verified(SavedModel back, ModelSettings settings, StateDict weights) {
        try (ClipBatch noise = noise(settings.inputChannels())) {
            LogitsDifference difference =
                    LogitsDifference.of(run(settings, weights, noise), run(back.settings(), back.weights(), noise));
            String figures = String.format(
                    Locale.ROOT,
                    "largest difference of logits %.1e, relative %.1e, on a clip of %s",
                    difference.largest(),
                    difference.relative(),
                    TEST_CLIP);
            if (!(difference.relative() <= TOLERATED)) {
                throw new WeightsException(back.file() + ": does not compute what the input computes: " + figures);
            }
            return "verified: " + figures;
        }
    }

    private static ClipBatch noise(int channels) {
        ClipBatch batch = ClipBatch.allocate(1, channels, TEST_CLIP.time(), TEST_CLIP.height(), TEST_CLIP.width());
        SplittableRandom random = new SplittableRandom(1);
        FloatBuffer values = batch.pointer().asBuffer();
        while (values.hasRemaining()) {
            values.put((float) (random.nextDouble() * 2 - 1));
        }
        return batch;
    }

    private static Logits run(ModelSettings settings, StateDict weights, ClipBatch clips) {
        try (Network network = Engines.create(settings, weights, ActivationRanges.NONE, Compute.DEFAULT)) {
            return network.forward(clips);
        }
    }
}
