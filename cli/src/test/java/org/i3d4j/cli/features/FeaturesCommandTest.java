package org.i3d4j.cli.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.files.FolderLock;
import org.i3d4j.report.parquet.ParquetTable;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code i3d features}, as from a shell. */
class FeaturesCommandTest {
    @TempDir
    private static Path shared;

    private static Path rgbModel;
    private static Path flowModel;
    private static Path video;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeModels() throws IOException {
        rgbModel = shared.resolve("tiny.safetensors");
        TinyModel.write(rgbModel);
        flowModel = shared.resolve("flow.safetensors");
        TinyModel.writeFlow(flowModel);
        video = TinyModel.video("five_frames.mp4", shared.resolve("five.mp4"));
    }

    private CommandRun features(Object... arguments) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "features",
                                "--checkpoint",
                                rgbModel,
                                "--stack-size",
                                8,
                                "--step-size",
                                8,
                                "--out",
                                out()),
                        Stream.of(arguments))
                .toArray());
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path clip(String name, int frames, int channels, float value) {
        float[] values = new float[frames * 32 * 32 * channels];
        Arrays.fill(values, value);
        Path file = folder.resolve(name);
        NpyFile.write(file, TensorData.of(values, frames, 32, 32, channels));
        return file;
    }

    @Test
    void writesFeaturesOnce() {
        CommandRun first = features(video);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains(out().resolve("five_rgb.npy") + ": 1x1024 of " + video + " (5 frames, 0.17 s)")
                .endsWith("1 written, 0 there from before, 0 left out\n");
        assertThat(NpyFile.read(out().resolve("five_rgb.npy")).shape()).containsExactly(1L, 1024L);

        assertThat(features(video).out()).isEqualTo("0 written, 1 there from before, 0 left out\n");
    }

    @Test
    void otherSettingsNeedOverwrite() {
        features(video);

        CommandRun refused = features("--layer", "logits", video);
        assertThat(refused.exitCode()).isEqualTo(8);
        assertThat(refused.err())
                .contains("holds features of another setting: layer pool, asked for logits. Write to another folder, or"
                        + " replace with --overwrite");
        assertThat(features("--layer", "logits", "--overwrite", video).exitCode())
                .isZero();
        assertThat(NpyFile.read(out().resolve("five_rgb.npy")).shape()).containsExactly(1L, 2L);
    }

    @Test
    void aTableIsWritten() throws IOException {
        features("--format", "parquet", video).succeeds();

        ParquetTable table = ParquetTable.read(out().resolve("five_rgb.parquet"));
        assertThat(table.texts(0, 0)).containsExactly(video.toString());
        assertThat(table.reals(0, 2)).containsExactly(0.0);
        assertThat(table.listedFloats(0, 4)).hasSize(1024);
    }

    @Test
    void oneRunAtATimeWritesToAFolder() {
        try (FolderLock lock = FolderLock.take(out(), "test", "wait")) {
            CommandRun run = features(video);
            assertThat(run.exitCode()).isEqualTo(8);
            assertThat(run.err())
                    .contains(
                            out() + ": another extraction of features writes to it, of this process itself; let it end,"
                                    + " or name another folder");
        }
        features(video).succeeds();
    }

    @Test
    void aBadVideoEndsNothing() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.mp4"), "no video");

        CommandRun run = features(bad, video, folder.resolve("missing.mp4"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("left out: " + bad).contains("1 written, 0 there from before, 2 left out");
    }

    /** Both streams fail of one reason; of stored streams each may have its own. */
    @Test
    void aVideoOfTwoStreamsIsCountedOnceAndItsReasonToldOnce() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.mp4"), "no video");
        Path pair = clip("a_rgb.npy", 16, 3, 0.5f);
        clip("a_flow.npy", 15, 3, 0.25f);

        CommandRun run = features("--flow-checkpoint", flowModel, bad, video, pair);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> line.contains(bad.toString())))
                .hasSize(1);
        assertThat(run.lines().stream().filter(line -> line.startsWith("left out: ")))
                .hasSize(2)
                .anyMatch(line -> line.contains("a_flow.npy"));
        assertThat(run.out()).endsWith("1 written, 0 there from before, 2 left out\n");
        assertThat(features("--flow-checkpoint", flowModel, video).out())
                .endsWith("0 written, 1 there from before, 0 left out\n");
    }

    @ParameterizedTest
    @CsvSource({"piergiaj, long.npy, 3x1x1x1024", "video_features, five_rgb.npy, 0"})
    void theShapeThatIsToldIsThatOfTheFile(String tool, String file, String told) {
        Path input = tool.equals("piergiaj") ? clip("long.npy", 32, 3, 0.5f) : video;

        CommandRun run = CommandRun.of("features", "--checkpoint", rgbModel, "--compat", tool, "--out", out(), input);

        assertThat(run.out()).contains(out().resolve(file) + ": " + told + " of " + input);
        assertThat(NpyFile.read(out().resolve(file)).shape().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("x")))
                .isEqualTo(told);
    }

    @Test
    void bothStreamsOfStoredClips() {
        clip("a_rgb.npy", 16, 3, 0.5f);
        clip("a_flow.npy", 15, 2, 0.25f);

        CommandRun run = features("--flow-checkpoint", flowModel, folder.resolve("a_rgb.npy"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(NpyFile.read(out().resolve("a_rgb.npy")).shape()).containsExactly(2L, 1024L);
        assertThat(NpyFile.read(out().resolve("a_flow.npy")).shape()).containsExactly(1L, 1024L);
    }

    @Test
    void aModelOfFlowTakesStoredFlow() {
        Path flow = clip("b.npy", 8, 2, 0);
        CommandRun run = CommandRun.of("features", "--checkpoint", flowModel, "--stack-size", 8, "--out", out(), flow);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(out().resolve("b_flow.npy")).exists();
    }

    /** The tiny model's by DIS. */
    @Test
    void bothStreamsOfAVideoAreItsFramesAndTheirFlow() {
        features("--flow-checkpoint", flowModel, video).succeeds();

        assertThat(out()).isDirectoryContaining("glob:**_rgb.npy").isDirectoryContaining("glob:**_flow.npy");
    }

    @Test
    void flowIsReadWhereItWasStored() throws IOException {
        Path stored = folder.resolve("stored");
        CommandRun.of("flow", video, "--out", stored, "--method", "dis", "--short-side", 32)
                .succeeds();
        features("--flow-checkpoint", flowModel, video).succeeds();
        byte[] computed = Files.readAllBytes(out().resolve("five_flow.npy"));

        features("--overwrite", "--flow-checkpoint", flowModel, "--flow-folder", stored, video)
                .succeeds();

        assertThat(out().resolve("five_flow.npy")).hasBinaryContent(computed);
        Path other = folder.resolve("other");
        CommandRun.of("flow", video, "--out", other, "--method", "farneback", "--short-side", 32)
                .succeeds();
        CommandRun.of(
                        "features",
                        "--checkpoint",
                        flowModel,
                        "--stack-size",
                        8,
                        "--out",
                        folder.resolve("new"),
                        "--flow-folder",
                        other,
                        video)
                .failsWith(4, "holds flow of Farneback", "expected DIS");
        features("--flow-folder", stored, video).failsWith(3, "--flow-folder is for models of optical flow");
        features("--flow-checkpoint", flowModel, "--flow-folder", stored, "--fps", 5, video)
                .failsWith(2, "--flow-folder holds the flow of all frames");
    }

    @Test
    void whatDoesNotFitTheNetworkIsToldAndLeftOut() {
        CommandRun flowForRgb = features(clip("f.npy", 8, 2, 0));
        assertThat(flowForRgb.exitCode()).isEqualTo(6);
        assertThat(flowForRgb.err())
                .contains("has frames of 2 channels (optical flow); the model takes 3 channels (RGB)");

        CommandRun swapped = features("--flow-checkpoint", rgbModel, video);
        assertThat(swapped.exitCode()).isEqualTo(6);
        assertThat(swapped.err())
                .contains("is a model of frames of 3 channels (RGB); expected one of 2 channels (optical flow)");

        CommandRun nan = features(clip("nan.npy", 8, 3, Float.NaN));
        assertThat(nan.exitCode()).isEqualTo(4);
        assertThat(nan.err()).contains("holds the value NaN");
    }

    @Test
    void aListNamesVideos() throws IOException {
        Path list = Files.write(folder.resolve("list.txt"), List.of(video.toString(), ""));
        assertThat(features("--list", list).out()).endsWith("1 written, 0 there from before, 0 left out\n");

        CommandRun empty = features("--list", Files.writeString(folder.resolve("empty.txt"), "\n"));
        assertThat(empty.exitCode()).isEqualTo(4);
        assertThat(empty.err()).contains("names no video; expected one a line");
    }

    @Test
    void everyLineOfJsonIsAVideo() {
        CommandRun run = features("--json", video);

        assertThat(run.lines()).hasSize(1);
        assertThat(run.lines().get(0)).contains("\"shape\":[1,1024]").contains("\"frames_left_out\":0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--step-size 0|--step-size: expected at least 1, found 0",
                "--stack-size 4|windows of 4 frames; inception_i3d needs at least 8",
                "--fps 0|--fps: expected more than 0, found 0.0",
                "--crops 2|2 crops; expected 1, 3 or 10",
                "--layer mixed_5C|inception_i3d has no layer 'mixed_5C'; did you mean 'Mixed_5c'?",
                "--streams rgb,flow|--streams rgb,flow needs --flow-checkpoint beside --checkpoint",
                "--streams sound|expected one of rgb, flow, found 'sound'",
                "--compat piergiaj --stack-size 16|--stack-size: piergiaj has its own way",
                "--compat video_features --format npz|--format: video_features has its own way",
                "--compat video_features --stack-size 30|video_features pads those that are no multiple of 4 otherwise",
                "--batch 0|--batch: expected at least 1, found 0",
                "--format csv|expected one of npy, npz, safetensors, parquet, found 'csv'"
            })
    void nonsenseIsRefused(String options, String message) {
        List<Object> arguments = new ArrayList<>(List.of("features", "--checkpoint", rgbModel, "--out", out(), video));
        arguments.addAll(List.of(options.split(" ")));

        CommandRun run = CommandRun.of(arguments.toArray());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(out()).doesNotExist();
    }

    @Test
    void whatIsMissingIsToldAtOnce() {
        assertThat(CommandRun.of("features", "--checkpoint", rgbModel, video).err())
                .contains("'--out=DIR'");
        assertThat(features().err()).contains("no INPUT and no --list");
    }
}
