package org.i3d4j.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code i3d predict --heat}. */
class PredictHeatTest {
    @TempDir
    private static Path shared;

    private static Path checkpoint;
    private static Path video;
    private static Path lengthy;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeModel() throws IOException {
        checkpoint = shared.resolve("tiny.safetensors");
        TinyModel.write(checkpoint, List.of("clean and jerk", "7"));
        video = TinyModel.video("five_frames.mp4", shared.resolve("five.mp4"));
        lengthy = TinyModel.video("counter_gop60_b3.mp4", shared.resolve("counter.mp4"));
    }

    private static CommandRun predict(Object... arguments) {
        return CommandRun.predict(checkpoint, arguments);
    }

    private CommandRun line(String line) {
        return predict((Object[]) Stream.of(line.strip().split(" ", -1))
                .map(word -> word.replace("OUT", folder.toString())
                        .replace("LENGTHY", lengthy.toString())
                        .replace("VIDEO", video.toString()))
                .map(word -> word.replace('_', ' '))
                .toArray(String[]::new));
    }

    /** A class, by its name in any case or its number, or none: what stands behind is the input then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--heat VIDEO",
                "--heat=clean_and_jerk VIDEO",
                "--heat Clean_And_Jerk VIDEO",
                "--heat 0 VIDEO",
                "VIDEO --heat",
                "--heat --top 1 VIDEO",
                "--window 8 --heat VIDEO"
            })
    void annotatesAVideoAndDrawsASheet(String arguments) {
        Path plain = folder.resolve("plain.mp4");
        predict("--annotate", plain, video).succeeds();

        line("--annotate OUT/heat.mp4 --heat-sheet OUT/sheet.png " + arguments).succeeds();

        assertThat(folder.resolve("sheet.png")).isNotEmptyFile();
        assertAlike(folder.resolve("heat.mp4"), plain);
        assertThat(folder.resolve("heat.mp4").toFile().length())
                .isNotEqualTo(plain.toFile().length());
    }

    private static void assertAlike(Path annotated, Path of) {
        try (VideoReader copy = VideoReader.open(annotated);
                VideoReader source = VideoReader.open(of)) {
            assertThat(copy.frameCount()).isEqualTo(source.frameCount());
            assertThat(copy.info().width()).isEqualTo(source.info().width());
        }
    }

    @Test
    void goesAlongALongVideo() {
        line("--window 64 --batch 2 --annotate OUT/heat.mp4 --heat-sheet OUT/sheet.png --heat 7 LENGTHY")
                .succeeds();

        assertThat(folder.resolve("sheet.png")).isNotEmptyFile();
        assertAlike(folder.resolve("heat.mp4"), lengthy);
    }

    @Test
    void printsWhatItPrintsWithout() {
        List<String> plain = predict("--window", 8, video).succeeds().lines();
        List<String> heat =
                line("--window 8 --heat-sheet OUT/sheet.png VIDEO").succeeds().lines();
        assertThat(heat).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--heat VIDEO | --heat needs --annotate or --heat-sheet",
                "--heat --live - | can't be combined with --live",
                "--heat-sheet OUT/x.png --live - | can't be combined with --live",
                "--sampling eval --heat-sheet OUT/x.png VIDEO | --heat takes every frame",
                "--annotate OUT/x.mp4 --heat missing.mp4 | no INPUT; 'missing.mp4' is taken as the class",
                "--annotate OUT/x.mp4 --heat= VIDEO | --heat: the name of the class is empty",
                "--annotate OUT/x --heat-sheet OUT/x VIDEO | name the same file",
                "--heat-sheet OUT/x.png VIDEO VIDEO | one video at a time",
                "--heat-sheet OUT/x.png OUT/clip.npy | is a clip, not a video",
                "--heat-sheet OUT/x.png --heat=clean_and_jrk VIDEO | did you mean 'clean and jerk'?",
                "--heat-sheet OUT/x.png --heat=2 VIDEO | no class '2' among the model's 2, 0 to 1: clean and jerk, 7",
            })
    void refusesWhatCannotBeDrawn(String arguments, String reason) throws IOException {
        NpyFile.write(folder.resolve("clip.npy"), TensorData.of(new float[8 * 32 * 32 * 3], 8, 32, 32, 3));
        line(arguments).failsWith(2, reason);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("clip.npy"));
        }
    }

    /** Flow has a frame less than its video, of another size; neither is a picture of anything. */
    @Test
    void drawsWhatANetworkOfFlowSeesOverTheVideo() {
        Path ofFlow = folder.resolve("flow.safetensors");
        TinyModel.writeFlow(ofFlow);
        Path copy = folder.resolve("heat.mp4");
        Path sheet = folder.resolve("sheet.png");

        CommandRun.predict(ofFlow, "--annotate", copy, "--heat", "--heat-sheet", sheet, video)
                .succeeds();

        assertThat(sheet).isNotEmptyFile();
        assertAlike(copy, video);
        Path stored = folder.resolve("stored");
        CommandRun.of("flow", video, "--out", stored, "--method", "dis", "--short-side", 32)
                .succeeds();
        Path flow = stored.resolve("five.mkv");
        assertThat(flow).exists();
        Path none = folder.resolve("none.png");
        CommandRun.predict(ofFlow, "--heat-sheet", none, flow).failsWith(2, "is optical flow, which has no picture");
        assertThat(none).doesNotExist();
    }

    @Test
    void refusesAnOutputThatCannotBeWrittenBeforeAnythingIsComputed() {
        CommandRun run = predict("--heat-sheet", folder.resolve("none").resolve("x.png"), video);
        run.failsWith(8, "folder does not exist");
        assertThat(run.out()).isEmpty();
        predict("--heat-sheet", video, video).failsWith(8, "is the input itself");
        predict("--heat-sheet", folder.resolve("x.svg"), video)
                .failsWith(8, folder.resolve("x.svg") + ": pictures are written as PNG or JPEG");
    }
}
