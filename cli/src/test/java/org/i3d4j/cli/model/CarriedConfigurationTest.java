package org.i3d4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.DemoDetector;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.cli.Told;
import org.i3d4j.network.MotionDetector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Converted checkpoints predict as the original, on videos that are classified otherwise if they are prepared otherwise. */
class CarriedConfigurationTest {
    private static final String CARRIED = "carried along: configuration, 4 class names, metrics";

    @TempDir
    private static Path shared;

    private static DemoDetector demo;
    private static List<JsonNode> original;

    @TempDir
    private Path folder;

    @BeforeAll
    static void predictByTheOriginal() throws IOException {
        demo = DemoDetector.write(shared, 2);
        original = demo.predicted(demo.checkpoint());
        assertThat(DemoDetector.classes(original)).contains("left", "right", "up", "down");
    }

    private Path converted(Path from, String name) {
        Path to = folder.resolve(name);
        assertThat(CommandRun.of("convert", from, to).succeeds().out()).contains(CARRIED);
        return to;
    }

    private static void assertAsTheOriginal(List<JsonNode> found) {
        assertThat(DemoDetector.classes(found)).isEqualTo(DemoDetector.classes(original));
        for (int video = 0; video < original.size(); video++) {
            // Another eps, or none of the scales, rounds otherwise.
            assertThat(DemoDetector.probabilities(found).get(video))
                    .isCloseTo(DemoDetector.probabilities(original).get(video), within(1e-4));
        }
    }

    private static void assertOtherClasses(List<JsonNode> found) {
        List<String> classes = DemoDetector.classes(found);
        List<String> expected = DemoDetector.classes(original);
        assertThat(classes).hasSameSizeAs(expected).isNotEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.safetensors", "m.pt", "m.ckpt", "tf/model.ckpt.index"})
    void everyFormatPredictsAsTheOriginal(String name) {
        Path model = converted(demo.checkpoint(), name);

        assertAsTheOriginal(demo.predicted(model));
        assertThat(CommandRun.of("info", model).succeeds().out())
                .contains("classes: 4: left, right, up, down", "top1: 1.0")
                .contains("preprocessing: short side to 64, centre 64x64, pixels to [-1, 1]")
                .contains("evaluation: 1 clip of 16 frames (average), logits averaged");
    }

    @Test
    void soDoesTheLastOfAChain() {
        Path pytorch = converted(demo.checkpoint(), "a.pt");
        Path tensorflow = converted(pytorch, "b/model.ckpt.index");
        Path mindspore = converted(tensorflow, "c.ckpt");

        assertAsTheOriginal(demo.predicted(converted(mindspore, "d.safetensors")));
    }

    /** Shows that the tests above can fail, and what a user is told. */
    @Test
    void aCheckpointThatLostItsConfigurationIsAskedFor() throws IOException {
        Path model = converted(demo.checkpoint(), "m.ckpt");
        Files.delete(folder.resolve("m.ckpt.i3d4j.json"));

        Told assumed = Told.by(() -> CommandRun.of("predict", "--json", "--checkpoint", model, demo.videos()));

        assertThat(assumed.lines())
                .filteredOn(line -> line.contains("carries no configuration"))
                .singleElement()
                .asString()
                .contains(
                        model.toString(),
                        "short side to 256 (triangle), centre 224x224, pixels to [-1, 1]",
                        "--config FILE");
        assertOtherClasses(assumed.run().succeeds().lines().stream()
                .map(JsonMapper.shared()::readTree)
                .toList());
        Path names = Files.write(folder.resolve("names.txt"), MotionDetector.CLASSES);
        assertAsTheOriginal(demo.predicted(model, "--labels", names, "--config", demo.config()));
        List<JsonNode> sized = demo.predicted(model, "--labels", names, "--size", 64, "--crop", 64);
        assertThat(DemoDetector.classes(sized)).isEqualTo(DemoDetector.classes(original));
    }

    @Test
    void aFileBesideAnotherCheckpointIsNotTakenForItsOwn() throws IOException {
        Path model = converted(demo.checkpoint(), "m.ckpt");
        byte[] said = Files.readAllBytes(folder.resolve("m.ckpt.i3d4j.json"));
        Path plain = folder.resolve("plain.safetensors");
        TinyModel.writeWeights(plain, 4);
        CommandRun.of("convert", "--force", plain, model).succeeds();
        Files.write(folder.resolve("m.ckpt.i3d4j.json"), said);

        Told told = Told.by(() -> CommandRun.of("info", model));

        assertThat(told.run().succeeds().out()).contains("preprocessing: not in the file", "(no names in the file)");
        assertThat(told.lines())
                .anyMatch(line -> line.startsWith("warning: " + model + ".i3d4j.json: was written for other weights"));
    }

    @Test
    void resumeSaysThatAModelToUseIsNoTrainingCheckpoint() throws IOException {
        Path output = folder.resolve("run");
        Path data = folder.resolve("data");
        converted(demo.checkpoint(), "run/tiny-1_1.safetensors");
        GoodInput good = GoodInput.write(Files.createDirectory(data));

        CommandRun.of(
                        "train",
                        "--config",
                        good.config(),
                        "--dataset",
                        good.data(),
                        "--set",
                        "train.ckpt_path=" + output,
                        "--resume")
                .failsWith(5, "tiny-1_1.safetensors: is a model to use, as i3d convert", "--pretrained");
    }

    @Test
    void pretrainedKnowsTheClassNamesOfAReferenceCheckpoint() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        GoodInput good = GoodInput.write(data);
        Path model = folder.resolve("tiny.ckpt");
        CommandRun.of("convert", good.checkpoint(), model).succeeds();
        Path renamed = folder.resolve("renamed.ckpt");
        Path labelled = folder.resolve("labelled.safetensors");
        TinyModel.write(labelled, List.of("up", "down"));
        CommandRun.of("convert", labelled, renamed).succeeds();

        for (Path pretrained : List.of(model, renamed)) {
            Told told = Told.by(() -> CommandRun.of(
                    "train",
                    "--config",
                    good.config(),
                    "--dataset",
                    good.data(),
                    "--set",
                    "train.ckpt_path=" + folder.resolve("run-" + pretrained.getFileName()),
                    "--pretrained",
                    pretrained));
            told.run().succeeds();
            assertThat(told.lines().stream().anyMatch(line -> line.contains("trained on classes of other names")))
                    .isEqualTo(pretrained.equals(renamed));
        }
    }
}
