package org.i3d4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.weights.MemoryWeights;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.naming.Network2d;
import org.i3d4j.weights.naming.Networks2d;
import org.i3d4j.weights.pickle.PyTorchWriter;
import org.i3d4j.weights.safetensors.SafetensorsWriter;

/** A network with random weights that looks at 32x32 pixels, as files of a user. */
public final class TinyModel {
    public static final String CONFIG = """
            model_name: tiny
            model: {num_classes: 2}
            learning_rate: {lr: 0.0001}
            train: {epochs: 1}
            data_loader:
              train:
                dataset: {split: train, seq: 8, batch_size: 4}
                map:
                  operations:
                    - {type: VideoResize, size: [32, 32]}
                    - {type: VideoToTensor}
              eval:
                dataset: {split: val, seq: 8, seq_mode: average, shuffle: false, batch_size: 4}
                map:
                  operations:
                    - {type: VideoResize, size: [32, 32]}
                    - {type: VideoToTensor}
            """;

    private TinyModel() {}

    /** Class names left and right, the configuration above. */
    public static void write(Path checkpoint) {
        write(checkpoint, List.of("left", "right"));
    }

    /** With other class names. */
    public static void write(Path checkpoint, List<String> classNames) {
        write(checkpoint, ModelSettings.of(3, 2), classNames);
    }

    /** As {@link #write(Path)}, for optical flow. */
    public static void writeFlow(Path checkpoint) {
        write(checkpoint, ModelSettings.of(2, 2), List.of("left", "right"));
    }

    private static void write(Path checkpoint, ModelSettings settings, List<String> classNames) {
        CheckpointMetadata metadata = new CheckpointMetadata(
                settings,
                new TrainingPosition(3, 2, 17, 0.5, 0),
                ConfigFile.parse(CONFIG, "tiny.yaml", overrides(settings)).yaml(),
                classNames,
                Map.of("top1", 0.5),
                Map.of("i3d4j", "0.1.0", "java", "17"));
        Checkpoints.write(checkpoint, metadata, weights(settings), Map.of());
    }

    /** A model of flow has it computed the fastest way. */
    private static List<String> overrides(ModelSettings settings) {
        return Stream.concat(
                        Stream.of("model.in_channel=" + settings.inputChannels()),
                        Stream.of("train", "eval")
                                .flatMap(side -> Stream.of("flow_method=dis", "flow_short_side=32")
                                        .map(key -> "data_loader." + side + ".dataset." + key)))
                .toList();
    }

    public static StateDict weights(ModelSettings settings) {
        try (TorchNetwork network = TorchNetwork.random(settings, "cpu", Precision.FP32, 1)) {
            return network.stateDict();
        }
    }

    /** Weights alone, of a network with {@code classes} classes. */
    public static void writeWeights(Path file, int classes) {
        SafetensorsWriter.write(
                file, Map.of(), weights(ModelSettings.of(3, classes)).asMap());
    }

    /** A 2D Inception with random weights and a head of 10 classes, as torchvision saves it; one tensor is of no use. */
    public static Path writeGoogLeNet(Path file) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        try (MemoryWeights network = Networks2d.random(Network2d.TORCHVISION_GOOGLENET, 10)) {
            network.tensors().keySet().forEach(name -> tensors.put(name, network.read(name)));
        }
        tensors.put("aux1.fc1.bias", TensorData.of(new float[3], 3));
        PyTorchWriter.write(file, Map.of(), tensors);
        return file;
    }

    public static Path writeConfig(Path file) throws IOException {
        return Files.write(file, CONFIG.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of one of the made videos. */
    public static Path video(String name, Path file) throws IOException {
        try (InputStream media = TinyModel.class.getResourceAsStream("/media/made/" + name)) {
            Files.copy(Objects.requireNonNull(media), file);
        }
        return file;
    }
}
