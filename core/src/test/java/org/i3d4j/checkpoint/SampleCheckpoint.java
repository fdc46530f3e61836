package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsWriter;

/** A checkpoint's parts, of a network of four classes. */
final class SampleCheckpoint {
    static final ModelSettings SETTINGS = new ModelSettings(3, 4, 1e-5, 0.02, 0.8);
    static final TrainingPosition POSITION = new TrainingPosition(3, 17, 1234567890123L, 0.625, 2);
    static final LoadedConfig CONFIG =
            ConfigFile.parse("learning_rate: {lr: 0.0125}\ntrain: {epochs: 7}\n", "test.yaml", List.of());
    static final CheckpointMetadata METADATA = new CheckpointMetadata(
            SETTINGS,
            POSITION,
            CONFIG.yaml(),
            List.of("élan vital", "\"quoted\"", "Bob: 3", "走る"),
            Map.of("val_top1", 0.625, "val_loss", Double.NaN),
            Map.of("i3d4j", "1", "libtorch", "2"));
    static final TensorData MOMENTUM = TensorData.of(new float[] {1, -2, 3}, 3);
    static final StateDict WEIGHTS = weights();

    private SampleCheckpoint() {}

    /** Values that differ within a tensor and between tensors. */
    private static StateDict weights() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(SETTINGS.architecture())) {
            float[] values = new float[Math.toIntExact(parameter.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensors.size() + i / 16_777_216f;
            }
            long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
            tensors.put(parameter.name(), TensorData.of(values, shape));
        }
        return new StateDict(tensors);
    }

    /** The whole of it, with state of an optimizer. */
    static Path write(Path folder) {
        Path file = folder.resolve("whole.safetensors");
        Checkpoints.write(file, METADATA, WEIGHTS, Map.of("optimizer.momentum.a", MOMENTUM, "ema.b", MOMENTUM));
        return file;
    }

    /** A file of the same format with whatever header and tensors, without a checksum. */
    static Path writeOther(Path folder, Map<String, String> entries, Map<String, TensorData> tensors) {
        Path file = folder.resolve("other.safetensors");
        SafetensorsWriter.write(file, entries, tensors);
        return file;
    }

    /** As the header has it, but for one entry. */
    static Map<String, String> entriesWith(String key, String value) {
        Map<String, String> entries = new LinkedHashMap<>(METADATA.toEntries());
        entries.put(key, value);
        return entries;
    }
}
