package org.i3d4j.cli.fvd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FvdCommandTest {
    private static final int FRAMES = 9;
    private static final int SIDE = StripedClips.SIDE;

    @TempDir
    private static Path shared;

    private static Path checkpoint;
    /** Three clips, and the same with ever more noise. */
    private static Path real;

    private static Path noise20;
    private static Path noise100;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeInput() {
        checkpoint = shared.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        real = StripedClips.write(shared.resolve("real.npy"), 3, FRAMES, 3, 0);
        noise20 = StripedClips.write(shared.resolve("noise-20.npy"), 3, FRAMES, 3, 20);
        noise100 = StripedClips.write(shared.resolve("noise-100.npy"), 3, FRAMES, 3, 100);
    }

    private static CommandRun fvd(Object... arguments) {
        return ofFrames(FRAMES, arguments);
    }

    private static CommandRun ofFrames(int frames, Object... arguments) {
        return CommandRun.of(
                Stream.concat(Stream.of("fvd", "--checkpoint", checkpoint, "--frames", frames), Stream.of(arguments))
                        .toArray());
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void aSetIsAtNoDistanceFromItselfAndEveryChoiceIsTold() {
        CommandRun run = fvd(real, real).succeeds();

        assertThat(run.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("protocol: canonical: frames bilinear to 224x224 as TensorFlow 1 does it (no"
                                        + " half-pixel centres), 2x/255-1; 2 logits averaged over time, before softmax;"
                                        + " covariances divided by N-1"),
                        line -> assertThat(line)
                                .matches("network: \\Q" + checkpoint + "\\E, sha256 [0-9a-f]{16}, .* on cpu, fp32"),
                        line -> assertThat(line).isEqualTo("clips: all, of 9 frames, the first of a video"),
                        line -> assertThat(line).isEqualTo("real: " + real + ": 3 clips"),
                        line -> assertThat(line).isEqualTo("generated: " + real + ": 3 clips"),
                        line -> assertThat(line).isEqualTo("FVD: 0.0000"));
        assertThat(run.err())
                .contains(
                        "note: " + checkpoint + ": is not rgb_scratch as published",
                        "warning: " + real + ": 3 clips; values of fewer than 2048 are too high");
    }

    @Test
    void growsWithNoiseAndIsDrawn() throws IOException {
        Path picture = folder.resolve("curve.png");

        List<JsonNode> lines =
                fvd(real, noise100, noise20, "--json", "--bootstrap", 40, "--plot", picture).succeeds().lines().stream()
                        .map(FvdCommandTest::json)
                        .toList();

        assertThat(lines).hasSize(2);
        double of100 = lines.get(0).get("fvd").asDouble();
        double of20 = lines.get(1).get("fvd").asDouble();
        assertThat(of20).isPositive();
        assertThat(of100).isGreaterThan(of20);
        JsonNode line = lines.get(0);
        assertThat(line.propertyNames())
                .containsExactly(
                        "fvd",
                        "means",
                        "covariances",
                        "bootstrap",
                        "protocol",
                        "description",
                        "feature",
                        "dimensions",
                        "covariance_divisor",
                        "real",
                        "generated",
                        "clips",
                        "seed",
                        "checkpoint",
                        "model_sha256",
                        "published_weights",
                        "network",
                        "warnings");
        assertThat(line.get("means").asDouble() + line.get("covariances").asDouble())
                .isCloseTo(of100, within(1e-12 * of100));
        assertThat(line.get("bootstrap").get("low").asDouble()).isLessThanOrEqualTo(of100);
        assertThat(line.get("bootstrap").get("high").asDouble()).isGreaterThanOrEqualTo(of100);
        assertThat(line.get("generated").get("path").asString()).isEqualTo(noise100.toString());
        assertThat(line.get("generated").get("clips").asInt()).isEqualTo(3);
        assertThat(line.get("published_weights").asBoolean()).isFalse();
        assertThat(line.get("warnings").size()).isEqualTo(2);
        BufferedImage drawn = ImageIO.read(picture.toFile());
        assertThat(drawn.getWidth()).isGreaterThan(500);
    }

    @Test
    void otherProtocolsComputeOtherValues() {
        JsonNode pooled = json(
                fvd(real, noise100, "--json", "--protocol", "pooled").succeeds().out());
        JsonNode stylegan = json(fvd(real, noise100, "--json", "--protocol", "stylegan-v")
                .succeeds()
                .out());

        assertThat(pooled.get("dimensions").asInt()).isEqualTo(1024);
        assertThat(pooled.get("covariance_divisor").asString()).isEqualTo("N-1");
        assertThat(stylegan.get("dimensions").asInt()).isEqualTo(2);
        assertThat(stylegan.get("covariance_divisor").asString()).isEqualTo("N");
        assertThat(stylegan.get("real").get("take").asString()).isEqualTo("random");
        assertThat(stylegan.get("generated").get("take").asString()).isEqualTo("first");
        assertThat(stylegan.get("clips").asString()).isEqualTo("at most 2048 a side, the first by name");
        assertThat(pooled.get("fvd").asDouble())
                .isNotEqualTo(stylegan.get("fvd").asDouble());
    }

    @Test
    void whatCantBeUsedIsListedAndLeftOut() throws IOException {
        Path set = Files.createDirectory(folder.resolve("set"));
        Files.copy(real, set.resolve("a.npy"));
        Path flow = StripedClips.write(set.resolve("flow.npy"), 1, FRAMES, 2, 0);
        Path brief = StripedClips.write(set.resolve("short.npy"), 1, FRAMES - 1, 3, 0);
        Path grey = StripedClips.write(set.resolve("grey.npy"), 2, FRAMES, 1, 0);
        Path broken = Files.writeString(set.resolve("broken.mp4"), "no video");
        Path nan = set.resolve("nan.npy");
        float[] floats = new float[FRAMES * SIDE * SIDE * 3];
        floats[7] = Float.NaN;
        NpyFile.write(nan, TensorData.of(floats, FRAMES, SIDE, SIDE, 3));
        Path unit = set.resolve("unit.npy");
        NpyFile.write(unit, TensorData.of(new float[FRAMES * SIDE * SIDE * 3], FRAMES, SIDE, SIDE, 3));

        CommandRun run = fvd(real, set)
                .failsWith(
                        1,
                        flow + ": has frames of 2 channels (optical flow); the model takes 3 channels (RGB)",
                        brief + ": has 8 frames; a clip takes 9",
                        grey + ": holds U8[2, 9, 12, 12, 1]; expected a clip",
                        broken.toString(),
                        nan + ": holds the value NaN; expected float32 in [-1, 1]",
                        unit + ": holds float32 without a value below 0",
                        "or say which it is with --float-range");

        assertThat(run.out()).contains("generated: " + set + ": 3 clips, 6 left out", "FVD: 0.0000");
        CommandRun asJson = fvd(real, set, "--json", "--float-range", "unit");
        assertThat(asJson.exitCode()).isEqualTo(1);
        assertThat(asJson.lines().stream().map(line -> json(line).get("error")).filter(Objects::nonNull))
                .hasSize(5);
        assertThat(json(asJson.lines().get(5)).get("generated").get("left_out").asInt())
                .isEqualTo(5);
    }

    @Test
    void setsWithFewerThanTwoClipsAreRefused() throws IOException {
        Path one = StripedClips.write(folder.resolve("one.npy"), 1, FRAMES, 3, 0);
        Path none = Files.createDirectory(folder.resolve("none"));

        fvd(one, real).failsWith(4, one + ": gives 1 clip; each side takes at least 2");
        fvd(real, none).failsWith(4, none + ": the folder has no video");
        CommandRun some = fvd(real, one, none, folder.resolve("missing"), real)
                .failsWith(1, one + ": gives 1 clip", none + ": the folder", folder.resolve("missing") + ": ");
        assertThat(some.out()).contains("FVD: 0.0000");
    }

    @Test
    void clipsAreWindowsOfALongVideoAsManyAsAreWanted() throws IOException {
        Path videos = Files.createDirectory(folder.resolve("videos"));
        TinyModel.video("counter_gop60_b3.mp4", videos.resolve("counter.mp4"));

        JsonNode line = json(fvd(real, videos, "--json", "--take", "windows", "--clips", 2, "--frame-stride", 3)
                .failsWith(4, real + ": gives 0 clips, 3 left out")
                .lines()
                .get(0));
        assertThat(line.get("error").asString()).contains("has 9 frames; a clip takes 27, 9 with a stride of 3");

        JsonNode found = json(fvd(real, videos, "--json", "--take", "windows", "--clips", 2)
                .succeeds()
                .out());
        assertThat(found.get("generated").get("clips").asInt()).isEqualTo(2);
        assertThat(found.get("real").get("clips").asInt()).isEqualTo(2);
        assertThat(found.get("clips").asString()).isEqualTo("at most 2 a side, drawn by seed 0");
    }

    @Test
    void networksForOpticalFlowAreRefused() {
        Path flow = folder.resolve("flow.safetensors");
        TinyModel.writeFlow(flow);

        CommandRun.of("fvd", real, real, "--checkpoint", flow)
                .failsWith(
                        6, flow + ": is a network for 2 channels (optical flow); FVD takes one for 3 channels (RGB)");
    }

    @Test
    void theNetworkIsThatOfThePaperUnlessSaidOtherwise() {
        CommandRun.of("fvd", real, real, "--offline", "--frames", FRAMES).failsWith(5, "rgb_scratch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| no GENERATED; name what is to be compared with REAL",
                "GENERATED --frames 8 | --frames: expected at least 9, found 8",
                "GENERATED --frame-stride 0 | --frame-stride: expected at least 1, found 0",
                "GENERATED --clips 1 | --clips: expected at least 2, found 1",
                "GENERATED --batch 0 | --batch: expected at least 1, found 0",
                "GENERATED --bootstrap 39 | --bootstrap: expected at least 40, found 39",
                "GENERATED --plot curve.png | --plot: a curve takes several GENERATED",
                "GENERATED --save-statistics real.npz | expected a name that ends in .safetensors",
                "GENERATED --protocol fid | expected one of canonical, stylegan-v, pooled, found 'fid'",
                "GENERATED --take last | expected one of first, random, windows, found 'last'"
            })
    void wrongUsageIsToldBeforeAnythingIsRead(String arguments, String told) {
        Stream<String> words = Stream.ofNullable(arguments).flatMap(line -> Stream.of(line.split(" ", -1)));

        CommandRun.of(Stream.concat(Stream.of("fvd", "--checkpoint", "none.pt", "real"), words)
                        .toArray())
                .failsWith(2, told);
    }
}
