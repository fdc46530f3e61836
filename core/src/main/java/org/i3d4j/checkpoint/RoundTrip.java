package org.i3d4j.checkpoint;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.WeightsException;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Logits;
import org.i3d4j.network.LogitsDifference;
import org.i3d4j.network.Network;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;

/**
 * A model that was written, read back and run beside the one that was to be written, in float32 on a clip of noise.
 *
 * @param difference of the logits of what was read back from those of the original
 */
public record RoundTrip(LogitsDifference difference) {
    private static final Extent CLIP = new Extent(16, 112, 112);
    private static final double TOLERATED = 1e-3;

    /**
     * Reads back what {@link ModelFormat#write} wrote.
     *
     * @param written what it gave; of any format but {@link ModelFormat#ONNX}, which is only written
     * @param settings of the model that it was given
     * @param weights of that model, every tensor of the network, under our names
     * @param description what that model says of itself
     * @throws WeightsException if the file can't be read, computes something else or says something else of itself
     */
    public static RoundTrip of(Path written, ModelSettings settings, StateDict weights, ModelDescription description) {
        SavedModel back = Checkpoints.read(written);
        try (ClipBatch noise = noise(settings.inputChannels())) {
            LogitsDifference difference =
                    LogitsDifference.of(run(settings, weights, noise), run(back.settings(), back.weights(), noise));
            RoundTrip found = new RoundTrip(difference);
            if (!(difference.relative() <= TOLERATED)) {
                throw new WeightsException(written + ": does not compute what the model computes: " + found.figures());
            }
            requireSame(description, back);
            return found;
        }
    }

    /** For people: how far the logits are apart, and on what clip. */
    public String figures() {
        return String.format(
                Locale.ROOT,
                "largest difference of logits %.1e, relative %.1e, on a clip of %s",
                difference.largest(),
                difference.relative(),
                CLIP);
    }

    /** Whatever the eps, which is the format's. */
    private static void requireSame(ModelDescription description, SavedModel back) {
        double eps = back.settings().batchNormEps();
        if (!back.description()
                .withBatchNormEps(eps)
                .toEntries()
                .equals(description.withBatchNormEps(eps).toEntries())) {
            throw new WeightsException(back.file() + ": does not say of itself what the model says");
        }
    }

    private static ClipBatch noise(int channels) {
        ClipBatch batch = ClipBatch.allocate(1, channels, CLIP.time(), CLIP.height(), CLIP.width());
        SplittableRandom random = new SplittableRandom(1);
        FloatBuffer values = batch.pointer().asBuffer();
        while (values.hasRemaining()) {
            values.put((float) (random.nextDouble() * 2 - 1));
        }
        return batch;
    }

    private static Logits run(ModelSettings settings, StateDict weights, ClipBatch clips) {
        try (Network network =
                Engines.create(settings, weights, ActivationRanges.NONE, Compute.DEFAULT.asDeterministic())) {
            return network.forward(clips);
        }
    }
}
