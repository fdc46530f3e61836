package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.StateDictCheck;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.WeightsFile;
import org.i3d4j.weights.WeightsFiles;
import org.i3d4j.weights.safetensors.SafetensorsWriter;

/**
 * Models as files. A checkpoint of ours is one safetensors file: the network's tensors under the names of pytorch-i3d, the
 * optimizer's and the averaged weights behind prefixes, everything else in the header; any safetensors reader opens it.
 */
public final class Checkpoints {
    /** What the names of an optimizer's tensors begin with. */
    public static final String OPTIMIZER_PREFIX = "optimizer.";

    /** What the names of the moving averages of the network's tensors begin with. */
    public static final String EMA_PREFIX = "ema.";

    private Checkpoints() {}

    /**
     * Reads a model for use; what only training needs is left alone.
     *
     * @throws WeightsException if the file is missing, damaged, or its tensors are not those of one I3D network: naming
     *     each tensor with both shapes
     */
    public static SavedModel read(Path file) {
        try (WeightsFile open = WeightsFiles.open(file)) {
            Map<String, String> metadata = open.metadata();
            boolean ours = CheckpointMetadata.isIn(metadata);
            ModelSettings settings = ours
                    ? CheckpointMetadata.settings(file, metadata)
                    : StateDictCheck.inferSettings(file.toString(), open.tensors());
            List<String> leftovers =
                    StateDictCheck.require(file.toString(), settings.architecture(), open.tensors()).stream()
                            .filter(name -> !name.startsWith(OPTIMIZER_PREFIX))
                            .filter(name -> !(ours && name.startsWith(EMA_PREFIX)))
                            .toList();
            return new SavedModel(
                    file,
                    settings,
                    readWeights(open, settings.architecture()),
                    ours ? CheckpointMetadata.classNames(file, metadata) : List.of(),
                    ours ? CheckpointMetadata.config(file, metadata) : Optional.empty(),
                    ours ? CheckpointMetadata.metrics(file, metadata) : Map.of(),
                    leftovers);
        }
    }

    private static StateDict readWeights(WeightsFile file, Architecture architecture) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(architecture)) {
            weights.put(parameter.name(), file.read(parameter.name()).toFloat32());
        }
        return new StateDict(weights);
    }

    /**
     * Reads what is needed to train on: where the run stands, the optimizer's tensors and the averages.
     *
     * @throws WeightsException if the file was not written by {@link #write}
     */
    public static TrainingState readTraining(Path file) {
        try (WeightsFile open = WeightsFiles.open(file)) {
            if (!CheckpointMetadata.isIn(open.metadata())) {
                throw new WeightsException(file + ": holds weights only, no training state; use it with --pretrained");
            }
            return new TrainingState(
                    CheckpointMetadata.position(file, open.metadata()),
                    open.readAll(name -> name.startsWith(OPTIMIZER_PREFIX)),
                    open.readAll(name -> name.startsWith(EMA_PREFIX)));
        }
    }

    /**
     * What {@link #readTraining} gives.
     *
     * @param position where the run stands
     * @param optimizer tensors behind {@link #OPTIMIZER_PREFIX}
     * @param ema tensors behind {@link #EMA_PREFIX}; empty if the run averages no weights
     */
    public record TrainingState(TrainingPosition position, StateDict optimizer, StateDict ema) {}

    /**
     * Writes a checkpoint under a temporary name and renames it when it is whole and on disk.
     *
     * @param weights every tensor of the network
     * @param training what only training needs, each name beginning with {@link #OPTIMIZER_PREFIX} or
     *     {@link #EMA_PREFIX}; empty to save a model for use only
     * @throws org.i3d4j.error.OutputException if it can't be written; an older file of that name stays
     */
    public static void write(
            Path file, CheckpointMetadata metadata, StateDict weights, Map<String, TensorData> training) {
        Map<String, TensorData> tensors = new LinkedHashMap<>(weights.asMap());
        tensors.putAll(training);
        SafetensorsWriter.write(file, metadata.toEntries(), tensors);
    }
}
