package org.i3d4j.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TwoStreamPredictTest {
    private static final int SIDE = 32;

    @TempDir
    private static Path shared;

    private static Path rgbModel;
    private static Path flowModel;
    private static Path video;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeModels() throws IOException {
        rgbModel = shared.resolve("rgb.safetensors");
        TinyModel.write(rgbModel);
        flowModel = shared.resolve("flow.safetensors");
        TinyModel.writeFlow(flowModel);
        Path made = shared.resolve("made");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 24, 1), 2).write(made, (done, of) -> {});
        try (Stream<Path> videos = Files.list(made.resolve("val"))) {
            video = videos.sorted().findFirst().orElseThrow();
        }
    }

    private static CommandRun both(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("--flow-checkpoint", flowModel));
        arguments.addAll(List.of(more));
        return CommandRun.predict(rgbModel, arguments.toArray());
    }

    private static JsonNode json(CommandRun run) {
        return JsonMapper.shared().readTree(run.succeeds().out());
    }

    private static double logit(JsonNode top, int label) {
        for (JsonNode score : top) {
            if (score.get("index").intValue() == label) {
                return score.get("logit").doubleValue();
            }
        }
        throw new AssertionError("no class " + label + " in " + top);
    }

    /** As DeepMind's samples: one clip, float32 in [-1, 1]. */
    private static Path prepared(Path file, int frames, int channels) {
        float[] values = new float[frames * SIDE * SIDE * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        NpyFile.write(file, TensorData.of(values, 1, frames, SIDE, SIDE, channels));
        return file;
    }

    private static Path pixels(Path file, int frames, int channels) {
        List<Long> shape = List.of((long) frames, (long) SIDE, (long) SIDE, (long) channels);
        TensorData clip =
                new TensorData(DataType.U8, shape, TensorData.allocate((long) frames * SIDE * SIDE * channels));
        for (int i = 0; i < clip.values().capacity(); i++) {
            clip.values().put(i, (byte) (i * 7));
        }
        NpyFile.write(file, clip);
        return file;
    }

    @Test
    void writtenScoresSayThatTheyAreSums() {
        Path scores = folder.resolve("scores.npy");
        both("--logits", scores, "--stream-weights", "1,0.5", video).succeeds();

        JsonNode said =
                JsonMapper.shared().readTree(folder.resolve("scores.npy.json").toFile());
        assertThat(said.get("values").stringValue()).isEqualTo("weighted sums of the logits of RGB and flow");
        assertThat(said.get("stream_weights").toString()).isEqualTo("[1.0,0.5]");
    }

    @Test
    void theLogitsOfAVideoAreThoseOfBothStreamsAdded() {
        for (Object[] asked : new Object[][] {{}, {"--sampling", "eval"}, {"--window", 10, "--stride", 7}}) {
            List<Object> arguments = new ArrayList<>(List.of("--json", video));
            arguments.addAll(List.of(asked));
            JsonNode rgb = json(CommandRun.predict(rgbModel, arguments.toArray()));
            JsonNode flow = json(CommandRun.predict(flowModel, arguments.toArray()));
            arguments.addAll(List.of("--stream-weights", "1,0.5"));
            JsonNode both = json(both(arguments.toArray()));

            assertThat(both.at("/streams/rgb")).isEqualTo(rgb.get("top"));
            for (int label = 0; label < 2; label++) {
                double sum = logit(both.at("/streams/rgb"), label) + 0.5 * logit(both.at("/streams/flow"), label);
                assertThat(logit(both.get("top"), label)).isCloseTo(sum, Offset.offset(1e-5));
            }
            if (asked.length != 4) {
                assertThat(both.at("/streams/flow")).isEqualTo(flow.get("top"));
            } else {
                assertThat(both.get("windows")).hasSameSizeAs(rgb.get("windows"));
            }
        }
    }

    @Test
    void peopleSeeWhatEachStreamSays() {
        assertThat(both(video).succeeds().out())
                .containsPattern("(?m)^ +[\\d.]+ %  (left|right)  \\(RGB [\\d.]+ %, flow [\\d.]+ %\\)$");
        assertThat(both("--window", 10, video).succeeds().out())
                .containsPattern("(?m)^ +[\\d.]+ %  (left|right)  \\(RGB [\\d.]+ %, flow [\\d.]+ %\\)$");
    }

    @Test
    void pairsOfArraysAreOneVideo() {
        Path rgb = prepared(folder.resolve("v_rgb.npy"), 12, 3);
        prepared(folder.resolve("v_flow.npy"), 11, 2);
        Path other = prepared(folder.resolve("other.npy"), 12, 3);
        Path ofOther = prepared(folder.resolve("motion.npy"), 12, 2);

        for (Object[] inputs : new Object[][] {{rgb}, {rgb, folder.resolve("v_flow.npy")}}) {
            List<Object> arguments = new ArrayList<>(List.of("--json"));
            arguments.addAll(List.of(inputs));
            JsonNode found = json(both(arguments.toArray()));
            assertThat(found.get("file").stringValue()).isEqualTo(rgb.toString());
            assertThat(found.at("/streams/flow")).isNotEmpty();
        }
        assertThat(json(both("--json", other, ofOther)).get("file").stringValue())
                .isEqualTo(other.toString());
        both(other).failsWith(4, other + ": has no optical flow beside it", "X_flow.npy beside X_rgb.npy");
        both(ofOther).failsWith(4, ofOther + ": has no array of RGB to go with");
    }

    /** Named explicitly, whatever lies beside. */
    @Test
    void whatIsNamedWinsOverWhatLiesBeside() {
        Path rgb = prepared(folder.resolve("rgb.npy"), 12, 3);
        Path beside = prepared(folder.resolve("flow.npy"), 12, 2);
        Path named = prepared(folder.resolve("other.npy"), 11, 2);

        assertThat(json(both("--json", rgb, named)).get("flow_file").stringValue())
                .isEqualTo(named.toString());
        assertThat(json(both("--json", rgb)).get("flow_file").stringValue()).isEqualTo(beside.toString());
        assertThat(both(rgb, named).succeeds().out()).contains(rgb + " with " + named);
        both(folder.resolve("gone.npy")).failsWith(4, "gone.npy: ", "no such");
    }

    /** Of a configuration of RGB the network of flow has its own making. */
    @Test
    void aConfigurationOfRgbSaysNothingOfFlow() throws IOException {
        Path config = TinyModel.writeConfig(folder.resolve("rgb.yaml"));
        JsonNode own = json(both("--json", video));

        assertThat(json(both("--json", "--config", config, video)).get("streams"))
                .isEqualTo(own.get("streams"));
        assertThat(json(CommandRun.predict(flowModel, "--json", "--config", config, video))
                        .get("top"))
                .isEqualTo(own.at("/streams/flow"));
    }

    @Test
    void flowOfAnotherLengthIsRefused() {
        Path rgb = prepared(folder.resolve("v_rgb.npy"), 12, 3);
        Path flow = prepared(folder.resolve("v_flow.npy"), 10, 2);

        both(rgb).failsWith(4, flow + ": has 10 frames of optical flow; expected 11 or 12, as " + rgb);
    }

    @Test
    void ofPixelsTheFlowIsComputed() {
        Path rgb = pixels(folder.resolve("pixels.npy"), 12, 3);

        JsonNode found = json(both("--json", rgb));

        assertThat(found.at("/streams/flow"))
                .isEqualTo(json(CommandRun.predict(flowModel, "--json", rgb)).get("top"));
        assertThat(json(both("--json", "--window", 12, rgb)).get("windows")).hasSize(1);
    }

    @Test
    void flowThatWasStoredIsReadInsteadOfComputed() throws IOException {
        Path videos = Files.createDirectory(folder.resolve("videos"));
        Path copy = Files.copy(video, videos.resolve("v.mp4"));
        Path stored = folder.resolve("flow");
        CommandRun.of("flow", videos, "--out", stored, "--method", "dis", "--short-side", 32)
                .succeeds();

        JsonNode read = json(both("--json", "--flow-folder", stored, copy));
        assertThat(read.get("top")).isEqualTo(json(both("--json", copy)).get("top"));
        // Which it really is: of another making it is refused.
        both("--flow-folder", stored, "--set", "data_loader.eval.dataset.flow_method=farneback", copy)
                .failsWith(4, "holds flow of DIS", "expected Farneback");
        assertThat(CommandRun.predict(flowModel, "--flow-folder", stored, copy)
                        .succeeds()
                        .err())
                .contains("the flow of 1 of 1 input is in " + stored + "; none is computed");
        Path arrays = folder.resolve("arrays");
        CommandRun.of("flow", videos, "--out", arrays, "--method", "dis", "--short-side", 32, "--format", "npy")
                .succeeds();
        CommandRun.predict(flowModel, "--flow-folder", arrays, copy).failsWith(3, "holds flow as .npy files");
        CommandRun.predict(rgbModel, "--flow-folder", stored, copy)
                .failsWith(3, "--flow-folder is for models of optical flow");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        CommandRun.predict(flowModel, "--flow-checkpoint", flowModel, video)
                .failsWith(6, flowModel + ": is a model of frames of 2 channels (optical flow); expected one of 3");
        CommandRun.predict(rgbModel, "--flow-checkpoint", rgbModel, video)
                .failsWith(6, rgbModel + ": is a model of frames of 3 channels (RGB); expected one of 2");
        both("--heat", "--heat-sheet", folder.resolve("heat.png"), video)
                .failsWith(2, "can't be combined with --flow-checkpoint");
        both("--live", "x").failsWith(2, "the optical flow of a live source is not computed");
    }
}
