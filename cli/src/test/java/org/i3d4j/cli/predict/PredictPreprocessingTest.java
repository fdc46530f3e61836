package org.i3d4j.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.cli.Told;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who decides how {@code predict} prepares videos, and what is said of it. */
class PredictPreprocessingTest {
    @TempDir
    private static Path shared;

    private static GoodInput good;
    private static Path plain;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeModels() throws IOException {
        good = GoodInput.write(shared);
        plain = shared.resolve("plain.safetensors");
        TinyModel.writeWeights(plain, 2);
    }

    private static CommandRun run(String line) {
        return good.run(line, Map.of("PLAIN", plain));
    }

    /** What is said of preprocessing. */
    private static List<String> told(String line) {
        Told told = Told.by(() -> run("predict --top 1 VIDEO " + line));
        told.run().succeeds();
        return told.lines().stream()
                .filter(said -> said.contains("prepared") || said.contains("published models"))
                .toList();
    }

    @Test
    void aCheckpointThatSaysItIsBelievedWithoutAWord() {
        assertThat(told("--checkpoint CKPT")).isEmpty();
    }

    @Test
    void optionsWinOverTheCheckpointAndSaySo() {
        assertThat(told("--checkpoint CKPT --size 48 --crop 32x40"))
                .containsExactly(
                        "videos are prepared by --size 48, --crop 32x40: short side to 48, centre 32x40, pixels to"
                                + " [-1, 1] (" + good.checkpoint()
                                + " itself says: frames to 32x32, pixels to [-1, 1])");
        assertThat(told("--checkpoint CKPT --set data_loader.eval.map.operations.0.size=40"))
                .singleElement()
                .asString()
                .startsWith("videos are prepared by --set data_loader.eval.map.operations.0.size=40: frames to 40x40,");
    }

    @Test
    void theConfigurationGivenTakesThePlaceOfTheCheckpoints() throws IOException {
        Path config = folder.resolve("other.yaml");
        Files.writeString(config, TinyModel.CONFIG.replace("size: [32, 32]", "size: [36, 44]"));

        assertThat(told("--checkpoint PLAIN --config " + config))
                .containsExactly("videos are prepared by --config " + config + ": frames to 36x44, pixels to [-1, 1]");
        assertThat(told("--checkpoint CKPT --config " + config + " --crop 32"))
                .singleElement()
                .asString()
                .contains("--crop 32: frames to 36x44, centre 32x32, pixels", "itself says: frames to 32x32");
    }

    @Test
    void whatOptionsLeaveOpenIsAsForThePublishedModels() {
        assertThat(told("--checkpoint PLAIN --size 40 --crop 36"))
                .containsExactly(
                        "videos are prepared by --size 40, --crop 36: short side to 40 (triangle), centre 36x36,"
                                + " pixels to [-1, 1] (" + plain
                                + " carries no configuration; what the options leave open is as for"
                                + " the published models)");
    }

    /** Preprocessed clips are taken as they are. */
    @Test
    void nothingIsAssumedOfClipsThatArePrepared() {
        Path array = folder.resolve("clip.npy");
        NpyFile.write(array, TensorData.of(new float[8 * 32 * 32 * 3], 8, 32, 32, 3));

        Told told = Told.by(() -> CommandRun.of("predict", "--checkpoint", plain, array));

        told.run().succeeds();
        assertThat(told.lines()).noneMatch(line -> line.contains("published models"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--size 0 | 2 | --size: expected at least 1 pixel, found 0",
                "--size -1 | 2 | --size: expected at least 1 pixel, found -1",
                "--size big | 2 | --size",
                "--crop 0 | 2 | --crop: expected at least 1 pixel, found 0",
                "--crop 32x0 | 2 | --crop: expected at least 1 pixel, found 32x0",
                "--crop 32x | 2 | --crop: expected N or HxW as 224 or 112x160, found '32x'",
                "--crop -5 | 2 | --crop",
                "--crop 16 | 6 | clip of 8x16x16",
                "--crop 64 --size 48 | 3 | --size 48, --crop 64: operations.1, VideoCenterCrop of 64x64, is larger",
                "--crop 64 | 3 | --crop 64: operations.1, VideoCenterCrop of 64x64, is larger than what the transforms before"
                        + " it leave: 32x32",
                "--size 99999 | 3 | 'size' is 99999; it has to be at least 1 and at most 16384",
                "--set data_loader.eval.map.operation=1 | 3 | --set data_loader.eval.map.operation: unknown key",
                "--set nonsense | 3 | has to be key.path=value",
                "--config none.yaml | 3 | none.yaml"
            })
    void nonsenseIsRefusedBeforeAnyVideoIsRead(String options, int exitCode, String said) {
        CommandRun refused = run("predict --checkpoint CKPT VIDEO " + options).failsWith(exitCode, said);

        assertThat(refused.out()).isEmpty();
    }

    @Test
    void calibratingOnAFolderSaysWhatIsAssumedToo() throws IOException {
        Path videos = Files.createDirectory(folder.resolve("videos"));
        TinyModel.video("five_frames.mp4", videos.resolve("a.mp4"));

        Told told = Told.by(() -> CommandRun.of(Stream.of(
                        "quantize",
                        plain,
                        folder.resolve("out.safetensors"),
                        "--calibrate",
                        videos,
                        "--verify-clips",
                        0)
                .toArray()));

        told.run().succeeds();
        assertThat(told.lines())
                .contains(
                        plain + ": carries no configuration; its videos are prepared as for the published models: short"
                                + " side to 256 (triangle), centre 224x224, pixels to [-1, 1]");
    }
}
