package org.i3d4j.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code i3d predict} along windows and from live sources. */
class PredictWindowsTest {
    @TempDir
    private static Path shared;

    private static Path checkpoint;
    private static Path video;
    private static Path cut;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeModel() throws IOException {
        checkpoint = shared.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        video = TinyModel.video("counter_gop60_b3.mp4", shared.resolve("counter.mp4"));
        cut = TinyModel.video("trunc_faststart.mp4", shared.resolve("cut.mp4"));
    }

    private static CommandRun predict(Object... arguments) {
        return CommandRun.predict(checkpoint, arguments);
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void printsATableOfWindowsTheSegmentsAndTheWhole() {
        List<String> lines =
                predict("--window", 100, "--top", 1, video).succeeds().lines();

        assertThat(lines.get(0)).isEqualTo(video.toString());
        assertThat(lines.subList(1, 4))
                .allMatch(line -> line.matches(
                        " +\\d+\\.\\d\\d - +\\d+\\.\\d\\d s  frames +\\d+ - +\\d+ +\\d+\\.\\d{3} % (left|right)"));
        assertThat(lines.get(3)).contains("6.67 -     10.00 s", "200 -    299");
        assertThat(lines.get(4)).isEqualTo("segments");
        assertThat(lines).contains("whole video (300 frames, 10.00 s)");
    }

    @Test
    void printsOneJsonObjectAVideo() {
        CommandRun run =
                predict("--json", "--window", 64, "--stride", "2s", video, cut).succeeds();

        JsonNode line = json(run.lines().get(0));
        assertThat(line.propertyNames())
                .containsExactly(
                        "file",
                        "frames",
                        "duration_seconds",
                        "seconds",
                        "window_frames",
                        "stride_frames",
                        "damage",
                        "top",
                        "windows",
                        "segments");
        assertThat(line.get("frames").asInt()).isEqualTo(300);
        assertThat(line.get("duration_seconds").asDouble()).isCloseTo(10, within(1e-6));
        assertThat(line.get("stride_frames").asInt()).isEqualTo(60);
        assertThat(line.get("damage").isNull()).isTrue();
        JsonNode windows = line.get("windows");
        assertThat(windows.valueStream().map(window -> window.get("start_frame").asInt()))
                .containsExactly(0, 60, 120, 180, 236);
        assertThat(windows.get(4).propertyNames())
                .containsExactly("start_frame", "end_frame", "start_seconds", "end_seconds", "top");
        assertThat(windows.get(4).get("end_frame").asInt()).isEqualTo(300);
        assertThat(windows.get(0).get("top").get(0).propertyNames())
                .containsExactly("label", "index", "probability", "logit");
        assertThat(line.get("segments").get(0).propertyNames())
                .containsExactly(
                        "start_frame",
                        "end_frame",
                        "start_seconds",
                        "end_seconds",
                        "windows",
                        "index",
                        "label",
                        "probability");
        JsonNode damaged = json(run.lines().get(1));
        assertThat(damaged.get("damage").asString()).contains("damaged");
        assertThat(run.err()).contains(cut + ": the video is damaged");
    }

    /** Batches change the order of additions in the network, nothing else. */
    @Test
    void batchesChangeNoResult() {
        JsonNode single = json(predict("--json", "--window", 8, "--stride", 60, video)
                .succeeds()
                .out());
        JsonNode batched = json(predict("--json", "--window", 8, "--stride", 60, "--batch", 3, video)
                .succeeds()
                .out());

        assertThat(batched.get("windows").size())
                .isEqualTo(single.get("windows").size())
                .isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            JsonNode expected = single.get("windows").get(i).get("top").get(0);
            JsonNode found = batched.get("windows").get(i).get("top").get(0);
            assertThat(found.get("label")).isEqualTo(expected.get("label"));
            assertThat(found.get("logit").asDouble())
                    .isCloseTo(expected.get("logit").asDouble(), within(1e-4));
        }
    }

    @Test
    void writesARowOfLogitsAWindow() {
        Path logits = folder.resolve("logits.npy");
        predict("--window", 100, "--logits", logits, video).succeeds();
        assertThat(NpyFile.read(logits).shape()).containsExactly(3L, 2L);
        assertThat(folder.resolve("logits.npy.json"))
                .content()
                .containsPattern("\"start_frame\" *: *200,\\s*\"end_frame\" *: *300");
    }

    @Test
    void drawsTheTimelineAndAnnotatesTheVideo() throws IOException {
        Path picture = folder.resolve("timeline.png");
        Path copy = folder.resolve("copy.mp4");

        predict("--window", 50, "--timeline", picture, "--annotate", copy, video)
                .succeeds();

        assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
        try (VideoReader reader = VideoReader.open(copy)) {
            assertThat(reader.frameCount()).isEqualTo(300);
            assertThat(reader.info().width()).isEqualTo(320);
            assertThat(reader.info().frameRate()).isCloseTo(30, within(1e-6));
        }
    }

    @Test
    void annotatesWithoutAWindowToo() throws IOException {
        Path brief = TinyModel.video("five_frames.mp4", folder.resolve("brief.mp4"));
        Path copy = folder.resolve("copy.mp4");
        assertThat(predict("--annotate", copy, brief).succeeds().lines()).hasSize(3);
        try (VideoReader reader = VideoReader.open(copy)) {
            assertThat(reader.frameCount()).isEqualTo(5);
        }
    }

    private static CommandRun predictFrom(byte[] standardInput, Object... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(standardInput));
        try {
            return predict(arguments);
        } finally {
            System.setIn(before);
        }
    }

    /** An mp4 whose index is behind its data can't be read from a pipe; the cut one has it in front. */
    @Test
    void followsAPipe() throws IOException {
        CommandRun run = predictFrom(Files.readAllBytes(cut), "--json", "--live", "-", "--window", 8, "--stride", 16)
                .succeeds();

        assertThat(run.lines()).hasSizeGreaterThan(2);
        assertThat(json(run.lines().get(1)).propertyNames())
                .containsExactly("source", "start_frame", "end_frame", "start_seconds", "end_seconds", "top");
        assertThat(json(run.lines().get(1)).get("start_frame").asInt()).isEqualTo(16);
        assertThat(run.err()).contains("i3d: - ended after ");
    }

    @Test
    void tellsWhyAPipeCannotBeFollowed() {
        predictFrom(new byte[] {1, 2, 3}, "--live", "-").failsWith(4, "-: can't be read as video");
        predict("--live", folder.resolve("none")).failsWith(4, "no such pipe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--stride 5 VIDEO | need --window",
                "--batch 2 VIDEO | need --window",
                "--timeline x.png VIDEO | need --window",
                "--window 0 VIDEO | at least 1 whole frame",
                "--window 16.5 VIDEO | at least 1 whole frame",
                "--window ten VIDEO | 'ten' is no length",
                "--window 16 --stride 0 VIDEO | at least 1 whole frame",
                "--window 16 --batch 0 VIDEO | --batch: expected at least 1",
                "--annotate x.mp4 clip.npy | clip.npy: has no times to keep",
                "--annotate x.mp4 VIDEO VIDEO | one video at a time",
                "--annotate x.mp4 . | one video at a time",
                "--window 16 --timeline x --annotate x VIDEO | same file x",
                "--live - VIDEO | no other inputs",
                "--live - --annotate x.mp4 | need a whole video",
                "--live - --timeline x.png | need a whole video",
                "--live - --logits x.npy | inputs that end",
                "--live rtsp://127.0.0.1/x | --allow-network",
                "--live file:///etc/hostname --allow-network | are not opened",
                "--live - --stall-timeout 0 | at least 1 ms",
                "--allow-network VIDEO | need --live",
                "--stall-timeout 3 VIDEO | need --live",
            })
    void refusesOptionsThatDoNotGoTogether(String line, String told) {
        Object[] arguments =
                List.of(line.replace("VIDEO", video.toString()).split(" ", -1)).toArray();
        predict(arguments).failsWith(2, told);
    }

    @Test
    void refusesWindowsBelowTheNetworksMinimum() {
        predict("--window", 7, video).failsWith(6, video.toString(), "window of 7 frames", "at least 8");
    }

    private Path pipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.mp4");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void refusesOutputsBeforeItComputes() throws IOException, InterruptedException {
        Path missing = folder.resolve("none").resolve("out");
        predict("--annotate", video, video).failsWith(8, "is the input itself");
        predict("--window", 16, "--timeline", video, video).failsWith(8, "is the input itself");
        predict("--annotate", missing, video).failsWith(8, missing.toString(), "folder does not exist");
        predict("--annotate", folder, video).failsWith(8, "is a folder");
        predict("--annotate", pipe(), video).failsWith(8, "is not a regular file and can't be replaced by one");
        assertThat(predict("--window", 16, "--timeline", missing, video).out()).isEmpty();
    }

    @Test
    void classifiesTheClipsOfAFolderWhole() throws IOException {
        NpyFile.write(folder.resolve("a.npy"), TensorData.of(new float[8 * 32 * 32 * 3], 8, 32, 32, 3));
        Files.copy(cut, folder.resolve("b.mp4"));
        List<String> lines =
                predict("--json", "--window", 16, folder).succeeds().lines();
        assertThat(json(lines.get(0)).has("windows")).isFalse();
        assertThat(json(lines.get(1)).has("windows")).isTrue();
    }
}
