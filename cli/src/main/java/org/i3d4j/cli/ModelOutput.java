package org.i3d4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Logits;
import org.i3d4j.network.LogitsDifference;
import org.i3d4j.network.Network;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import picocli.CommandLine.Option;

/** Writing a model and reading back what was written. */
final class ModelOutput {
    private static final Extent TEST_CLIP = new Extent(16, 112, 112);
    private static final double TOLERATED = 1e-3;
    private static final Pattern CLIP = Pattern.compile("(\\d{1,6})x(\\d{1,6})x(\\d{1,6})");

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = "safetensors, pytorch, tf, mindspore or onnx (default: by OUT's extension).")
    private Optional<ModelFormat> format = Optional.empty();

    @Option(
            names = "--clip",
            paramLabel = "TxHxW",
            description = "onnx: the one size of clips the model is to take (default: any of at least 9x193x193).")
    private Optional<String> clip = Optional.empty();

    @Option(
            names = "--verify",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Read back what was written and run a clip through both (default: ${DEFAULT-VALUE}).")
    private boolean verify = true;

    /**
     * Writes a model.
     *
     * @throws WeightsException if what was written computes another thing
     */
    void write(Path in, Path file, ModelSettings settings, StateDict weights, List<String> names, PrintWriter out) {
        ModelFormat to = format.orElseGet(() -> ModelFormat.of(file));
        requireOther(in, file);
        Path written = to.write(file, settings, weights, names, clip.map(ModelOutput::extent));
        out.println("written: " + written + " (" + to.title() + ", " + settings.classes() + " classes, "
                + settings.inputChannels() + " input channels)");
        if (to == ModelFormat.ONNX) {
            out.println("not verified: i3d4j runs no ONNX");
        } else if (verify) {
            out.println(verified(written, settings, weights));
        }
        out.flush();
    }

    /** Refuses to write a file over the one it is made from. */
    static void requireOther(Path in, Path file) {
        try {
            if (Files.exists(file) && Files.isSameFile(in, file)) {
                throw new OutputException(file + ": is the input itself; name another file");
            }
        } catch (IOException e) {
            throw new OutputException(file + ": can't be looked at: " + IoReason.of(e), e);
        }
    }

    private static Extent extent(String text) {
        Matcher sides = CLIP.matcher(text);
        if (!sides.matches()) {
            throw new ConfigException("--clip: expected TxHxW as 64x224x224, found '" + text + "'");
        }
        return new Extent(
                Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)), Integer.parseInt(sides.group(3)));
    }

    private static String verified(Path file, ModelSettings settings, StateDict weights) {
        SavedModel back = Checkpoints.read(file);
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
                throw new WeightsException(file + ": does not compute what the input computes: " + figures);
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
