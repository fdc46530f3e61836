package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.WeightsFile;
import org.i3d4j.weights.WeightsFiles;
import org.i3d4j.weights.naming.ForeignWeights;
import org.i3d4j.weights.naming.PytorchI3dNames;
import org.i3d4j.weights.safetensors.SafetensorsWriter;

/**
 * A model with what 8-bit arithmetic needs, as a file: safetensors with the float32 tensors as they were, for 8-bit weights
 * follow from them, and the ranges in the metadata. It runs in any precision.
 */
public final class CalibratedModel {
    private CalibratedModel() {}

    /**
     * Writes {@code model} with {@code ranges} and a checksum. A checkpoint of ours keeps what it says of itself; what only
     * training needs is left out. Of other programs' models the class names are kept, and it computes what it computed.
     *
     * @param file another one than the model's
     * @throws org.i3d4j.error.WeightsException if the model's file is gone or damaged meanwhile
     * @throws org.i3d4j.error.OutputException if it can't be written; an older file of that name stays
     */
    public static void write(Path file, SavedModel model, ActivationRanges ranges) {
        Map<String, String> metadata = metadata(model.file());
        if (CheckpointMetadata.isIn(metadata)) {
            Map<String, String> kept = CheckpointMetadata.withSettings(metadata, model.settings());
            write(file, kept, model.weights().asMap(), ranges);
        } else {
            Map<String, TensorData> tensors = ForeignWeights.of(
                    model.weights(),
                    Parameter.of(model.settings().architecture()),
                    model.settings().batchNormEps(),
                    new PytorchI3dNames());
            write(file, CheckpointMetadata.portable(model.classNames()), tensors, ranges);
        }
    }

    private static Map<String, String> metadata(Path file) {
        try (WeightsFile open = WeightsFiles.open(file)) {
            return open.metadata();
        }
    }

    private static void write(
            Path file, Map<String, String> entries, Map<String, TensorData> tensors, ActivationRanges ranges) {
        SafetensorsWriter.writeChecked(file, CheckpointMetadata.withRanges(entries, ranges), tensors);
    }
}
