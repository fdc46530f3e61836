package org.i3d4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.network.MotionDetector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Videos as the demo makes them, of its first four classes, and a model with the demo's configuration that tells them apart.
 *
 * @param data Kinetics layout
 * @param checkpoint as training writes it
 * @param config its configuration
 */
public record DemoDetector(Path data, Path checkpoint, Path config) {

    /**
     * Makes both.
     *
     * @param perClass validation videos of each class
     */
    public static DemoDetector write(Path folder, int perClass) throws IOException {
        Path data = folder.resolve("data");
        new MotionVideos(new MotionSettings(4, 1, perClass, 64, 64, 24, 12, 1), 2).write(data, (done, of) -> {});
        String yaml = ConfigFile.load(
                        Path.of("../configs/demo.yaml"), List.of("model.num_classes=4", "train.precision=fp32"))
                .yaml();
        Path checkpoint = folder.resolve("best.safetensors");
        CheckpointMetadata metadata = new CheckpointMetadata(
                MotionDetector.settings(),
                TrainingPosition.START,
                yaml,
                MotionDetector.CLASSES,
                Map.of("top1", 1.0),
                Map.of());
        Checkpoints.write(checkpoint, metadata, MotionDetector.weights(), Map.of());
        return new DemoDetector(data, checkpoint, Files.writeString(folder.resolve("demo.yaml"), yaml));
    }

    /** The folder of the validation videos; their names are in the order of the data set. */
    public Path videos() {
        return data.resolve("val");
    }

    /** One of them. */
    public Path firstVideo() throws IOException {
        try (Stream<Path> all = Files.list(videos())) {
            return all.sorted().findFirst().orElseThrow();
        }
    }

    /** What {@code i3d predict --json} says of each of the videos. */
    public List<JsonNode> predicted(Path model, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("predict", "--json", "--checkpoint", model, videos()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray()).succeeds().lines().stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    /** The best class of each. */
    public static List<String> classes(List<JsonNode> predictions) {
        return predictions.stream()
                .map(line -> line.get("top").get(0).get("label").asString())
                .toList();
    }

    /** Its probability. */
    public static List<Double> probabilities(List<JsonNode> predictions) {
        return predictions.stream()
                .map(line -> line.get("top").get(0).get("probability").asDouble())
                .toList();
    }

    /**
     * What an evaluation found of a video.
     *
     * @param label its class
     */
    public record Evaluated(String label, String predicted, double probability) {
        private static Evaluated of(String row) {
            String[] cells = row.split(",", -1);
            return new Evaluated(cells[1], cells[2], Double.parseDouble(cells[4]));
        }
    }

    /** What {@code i3d eval} says of each of the videos. */
    public List<Evaluated> evaluated(Path report, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(
                List.of("eval", "--config", config, "--dataset", data, "--checkpoint", checkpoint, "--report", report));
        arguments.addAll(List.of(more));
        CommandRun.of(arguments.toArray()).succeeds();
        try (Stream<String> rows = Files.lines(report.resolve("predictions.csv"))) {
            return rows.skip(1).map(Evaluated::of).toList();
        }
    }
}
