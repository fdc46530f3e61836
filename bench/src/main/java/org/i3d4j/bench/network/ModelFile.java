package org.i3d4j.bench.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsWriter;

/** A checkpoint to read: the user's, or one of random weights, which is deleted in the end. */
public final class ModelFile implements AutoCloseable {
    private final Path file;
    /** What a file of random weights is of, which it doesn't say; empty of the user's. */
    private final Optional<Backbone> temporary;

    private ModelFile(Path file, Optional<Backbone> temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /** Stays where it is. */
    public static ModelFile existing(Path file) {
        return new ModelFile(file, Optional.empty());
    }

    /**
     * Writes a checkpoint that keeps the size of what passes through it, as trained weights do: values that die away become
     * denormal numbers, which are slow.
     *
     * @throws OutputException if the temporary folder can't take it
     */
    public static ModelFile random(ModelSettings settings) {
        try {
            Path file = Files.createTempFile("i3d-bench", ".safetensors");
            SafetensorsWriter.writeChecked(file, Map.of(), weights(settings));
            return new ModelFile(file, Optional.of(settings.backbone()));
        } catch (IOException e) {
            throw new OutputException(
                    "a checkpoint for the measurement could not be written to the temporary folder: " + IoReason.of(e),
                    e);
        } finally {
            // The weights just written lie in buffers outside the heap; the model is measured without them.
            System.gc();
        }
    }

    private static Map<String, TensorData> weights(ModelSettings settings) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, TensorData> weights = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(settings.architecture())) {
            float[] values = new float[Math.toIntExact(parameter.size())];
            double bound = bound(parameter);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float)
                        switch (parameter.role()) {
                            case KERNEL -> bound * (2 * random.nextDouble() - 1);
                            case GAMMA, RUNNING_VARIANCE -> 1;
                            case BIAS, BETA, RUNNING_MEAN -> 0;
                        };
            }
            weights.put(parameter.name(), TensorData.of(values, shape(parameter.shape())));
        }
        return weights;
    }

    /** Of uniform values with the variance 2 / fan-in (He et al. 2015). */
    private static double bound(Parameter parameter) {
        double fanIn = (double) parameter.size() / parameter.shape().get(0);
        return Math.sqrt(6 / fanIn);
    }

    private static long[] shape(List<Long> sides) {
        return sides.stream().mapToLong(Long::longValue).toArray();
    }

    /** The model; one of random weights runs in any precision, for time does not depend on the ranges of its values. */
    public SavedModel read() {
        SavedModel model = Checkpoints.read(file, temporary);
        return temporary.isPresent() ? withAnyRanges(model) : model;
    }

    private static SavedModel withAnyRanges(SavedModel model) {
        Map<String, Float> ranges = new HashMap<>();
        model.settings().architecture().units().forEach(unit -> ranges.put(unit.name(), 1f));
        ranges.put(ActivationRanges.INPUT, 1f);
        return model.withRanges(new ActivationRanges(ranges));
    }

    @Override
    public void close() {
        try {
            if (temporary.isPresent()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new OutputException(file + ": can't be deleted: " + IoReason.of(e, file), e);
        }
    }
}
