package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stored clips of optical flow through every command that takes videos, and what does not fit the network. */
class OpticalFlowTest {
    private static final int FRAMES = 12;
    private static final String FLOW_TO_RGB =
            ": has frames of 2 channels (optical flow); the model takes 3 channels (RGB), model.in_channel: 3";
    private static final String STREAM = "The flow of a data set's videos is read with stream: flow";

    @TempDir
    private static Path shared;

    private static GoodInput good;
    private static Path flowCheckpoint;
    private static Path data;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
        flowCheckpoint = shared.resolve("flow.safetensors");
        TinyModel.writeFlow(flowCheckpoint);
        data = shared.resolve("flow");
        for (String name : List.of("train/left", "train/right", "val/left", "val/right")) {
            Path place = Files.createDirectories(data.resolve(name));
            for (int video = 0; video < 2; video++) {
                clip(place.resolve(video + ".npy"), name.endsWith("left") ? 60 : 195, 2);
            }
        }
    }

    /** Motion of about this level in channel 0, noise in the others. */
    private static Path clip(Path file, int level, int channels) {
        SplittableRandom random = new SplittableRandom(file.hashCode());
        List<Long> shape = List.of((long) FRAMES, 40L, 48L, (long) channels);
        TensorData clip = new TensorData(DataType.U8, shape, TensorData.allocate(FRAMES * 40L * 48 * channels));
        for (int i = 0; i < clip.values().capacity(); i++) {
            clip.values().put(i, (byte) (i % channels == 0 ? level + random.nextInt(10) : random.nextInt(256)));
        }
        NpyFile.write(file, clip);
        return file;
    }

    /** As DeepMind's sample: one clip in front of its frames, float32 in [-1, 1]. */
    private static Path prepared(Path file, int channels) {
        float[] values = new float[FRAMES * 32 * 32 * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        NpyFile.write(file, TensorData.of(values, 1, FRAMES, 32, 32, channels));
        return file;
    }

    private static CommandRun with(Path from, String command, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(command, "--config", good.config(), "--dataset", from));
        for (String side : List.of("train", "eval")) {
            arguments.addAll(List.of("--set", "data_loader." + side + ".dataset.type=ClassFolders"));
        }
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void isPredictedWholeInWindowsAndByEvaluationsFrames() {
        Path clip = data.resolve("val/left/0.npy");
        Path floats = prepared(folder.resolve("floats.npy"), 2);

        for (Object[] asked : new Object[][] {{}, {"--sampling", "eval"}, {"--window", 12}}) {
            List<Object> arguments = new ArrayList<>(List.of("--json", clip));
            arguments.addAll(List.of(asked));
            JsonNode line = JsonMapper.shared()
                    .readTree(CommandRun.predict(flowCheckpoint, arguments.toArray())
                            .succeeds()
                            .out());
            assertThat(line.get("frames").asInt()).isEqualTo(FRAMES);
        }
        assertThat(CommandRun.predict(flowCheckpoint, clip).succeeds().err())
                .contains(clip + ": holds pixels (uint8), which are resized and cropped as a video's");
        assertThat(CommandRun.predict(flowCheckpoint, floats).succeeds().err())
                .contains(floats + ": is taken as preprocessed");
    }

    @Test
    void isTrainedEvaluatedAndQuantized() {
        Path out = folder.resolve("out");
        with(data, "train", "--set", "model.in_channel=2", "--set", "train.ckpt_path=" + out)
                .succeeds();
        Path best = out.resolve("best.safetensors");
        assertThat(CommandRun.of("info", best).succeeds().out()).contains("stream: optical flow (2 input channels)");

        Path report = folder.resolve("report");
        assertThat(with(data, "eval", "--checkpoint", best, "--report", report)
                        .succeeds()
                        .out())
                .contains("videos: 4 used, 0 skipped");
        assertThat(report.resolve("clips.png")).exists();
        assertThat(report.resolve("report.html")).content().doesNotContain("can't be shown");

        Path quantized = folder.resolve("int8.safetensors");
        assertThat(CommandRun.of("quantize", best, quantized, "--calibrate", data, "--clips", 2, "--verify-clips", 2)
                        .succeeds()
                        .out())
                .contains("calibrated on 2 videos", "measured on 2 videos");
        CommandRun.predict(quantized, "--precision", "int8", data.resolve("val/left/0.npy"))
                .succeeds();
    }

    @Test
    void isShownAndCheckedAsADataSet() {
        CommandRun.of("dataset", "check", data, "--decode").succeeds();
        assertThat(CommandRun.of(
                                "dataset",
                                "show",
                                good.config(),
                                "--dataset",
                                data,
                                "--set",
                                "data_loader.train.dataset.type=ClassFolders",
                                "--set",
                                "data_loader.eval.dataset.type=ClassFolders",
                                "--set",
                                "model.in_channel=2",
                                "--out",
                                folder.resolve("shown"))
                        .succeeds()
                        .out())
                .contains("clip-001.npy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "windows", "sampled"})
    void theFlowOfAVideoIsComputed(String way) {
        Path video = good.data().resolve("val/val_000000_000000_000001.mp4");
        Object[] options = switch (way) {
            case "windows" -> new Object[] {video, "--window", 10};
            case "sampled" -> new Object[] {video, "--sampling", "eval"};
            default -> new Object[] {video};
        };
        CommandRun run = CommandRun.predict(flowCheckpoint, options).succeeds();
        assertThat(run.out()).contains("left", "right");
        assertThat(run.err()).contains("it is computed (DIS, short side 32, levels centered)");
    }

    @Test
    void aTimelineOfAnotherKindOfFramesIsNotBegun() {
        Path picture = folder.resolve("timeline.png");
        Path flow = data.resolve("val/left/0.npy");
        CommandRun ofFlow = CommandRun.predict(good.checkpoint(), flow, "--window", 12, "--timeline", picture)
                .failsWith(6, flow + FLOW_TO_RGB);

        assertThat(ofFlow.out()).isEmpty();
        assertThat(picture).doesNotExist();
    }

    @Test
    void whatALiveSourceLacksIsToldBeforeItsChannels() {
        CommandRun.predict(flowCheckpoint, "--live", folder.resolve("missing")).failsWith(4, "missing: no such");
    }

    @ParameterizedTest
    @CsvSource({"1, 1 channel", "2, 2 channels (optical flow)", "4, 4 channels"})
    void otherChannelsAreRefusedByANetworkOfRgb(int channels, String words) {
        Path pixels = clip(folder.resolve("pixels.npy"), 60, channels);
        Path floats = prepared(folder.resolve("floats.npy"), channels);

        for (Path file : List.of(pixels, floats)) {
            CommandRun.predict(good.checkpoint(), file)
                    .failsWith(6, file + ": has frames of " + words + "; the model takes 3 channels (RGB)");
        }
    }

    @Test
    void theOthersOfAMixedFolderGoOn() {
        Path flow = clip(folder.resolve("a.npy"), 60, 2);
        Path rgb = prepared(folder.resolve("b.npy"), 3);

        CommandRun run = CommandRun.predict(flowCheckpoint, folder)
                .failsWith(1, rgb + ": has frames of 3 channels (RGB); the model takes 2 channels (optical flow)");
        assertThat(run.out()).contains(flow.toString()).doesNotContain(rgb.toString());
    }

    @Test
    void evaluationRefusesOtherChannelsThanTheCheckpoints() {
        with(data, "eval", "--checkpoint", good.checkpoint())
                .failsWith(
                        3, "has frames of 2 channels (optical flow); " + good.checkpoint() + " takes 3 channels (RGB)");
        CommandRun.of("eval", "--config", good.config(), "--dataset", good.data(), "--checkpoint", flowCheckpoint)
                .failsWith(3, "has frames of 3 channels (RGB); " + flowCheckpoint + " takes 2", STREAM);
    }

    @Test
    void calibrationRefusesOtherChannelsThanTheCheckpoints() {
        Path out = folder.resolve("out.safetensors");
        CommandRun.of("quantize", flowCheckpoint, out, "--calibrate", good.config(), "--dataset", good.data())
                .failsWith(3, "has frames of 3 channels (RGB); " + flowCheckpoint + " takes 2", STREAM);
        CommandRun.of("quantize", good.checkpoint(), out, "--calibrate", data)
                .failsWith(4, "not one video could be used", FLOW_TO_RGB);
        assertThat(out).doesNotExist();
    }

    @Test
    void trainingRefusesAMixedSetBeforeItWritesAnything() throws IOException {
        Path mixed = folder.resolve("mixed");
        for (String name : List.of("train/left", "train/right", "val/left", "val/right")) {
            clip(Files.createDirectories(mixed.resolve(name)).resolve("0.npy"), 60, 2);
        }
        Path rgb = clip(mixed.resolve("train/right/1.npy"), 60, 3);
        Path out = folder.resolve("out");

        CommandRun run = with(mixed, "train", "--set", "model.in_channel=2", "--set", "train.ckpt_path=" + out)
                .failsWith(3, rgb + ": has frames of 3 channels (RGB); the model takes 2 channels (optical flow)");
        assertThat(run.out()).isEmpty();
        with(data, "train", "--set", "train.ckpt_path=" + out).failsWith(3, FLOW_TO_RGB);
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void trainingAndEvaluationRefuseClipsThatAreNeither(int channels) throws IOException {
        Path neither = folder.resolve("neither");
        for (String name : List.of("train/left", "train/right", "val/left", "val/right")) {
            clip(Files.createDirectories(neither.resolve(name)).resolve("0.npy"), 60, channels);
        }
        Path out = folder.resolve("out");
        String found = "0.npy: has frames of " + channels + (channels == 1 ? " channel; " : " channels; ");

        with(neither, "train", "--set", "model.in_channel=2", "--set", "train.ckpt_path=" + out)
                .failsWith(3, found + "the model takes 2 channels (optical flow), model.in_channel: 2");
        with(neither, "eval", "--checkpoint", good.checkpoint())
                .failsWith(3, found + good.checkpoint() + " takes 3 channels (RGB), model.in_channel: 3");
        assertThat(out).doesNotExist();
    }

    @Test
    void coloursAreRefusedByName() {
        with(
                        data,
                        "train",
                        "--set",
                        "model.in_channel=2",
                        "--set",
                        "data_loader.train.map.operations=[{type: VideoResize, size: [32, 32]},"
                                + " {type: VideoColorJitter, hue: 0.1}, {type: VideoToTensor}]")
                .failsWith(
                        3,
                        "data_loader.train.map.operations.1, VideoColorJitter, can't be done to frames of"
                                + " 2 channels (optical flow)");
    }
}
