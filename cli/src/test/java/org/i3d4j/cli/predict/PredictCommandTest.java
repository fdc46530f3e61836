package org.i3d4j.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PredictCommandTest {
    @TempDir
    private static Path shared;

    private static Path checkpoint;
    private static Path video;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeModel() throws IOException {
        checkpoint = shared.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        video = TinyModel.video("counter_gop60_b3.mp4", shared.resolve("counter.mp4"));
    }

    private static CommandRun predict(Object... arguments) {
        return CommandRun.predict(checkpoint, arguments);
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void printsAVideosClassesInOrderOfProbability() {
        List<String> lines = predict(video).succeeds().lines();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("\\Q" + video + "\\E \\(\\d+ frames\\)");
        assertThat(lines.get(1)).matches(" +\\d+\\.\\d{3} %  (left|right)");
        assertThat(percent(lines.get(1))).isGreaterThanOrEqualTo(percent(lines.get(2)));
        assertThat(percent(lines.get(1)) + percent(lines.get(2))).isCloseTo(100, within(0.002));
    }

    private static double percent(String line) {
        return Double.parseDouble(line.strip().split(" ", -1)[0]);
    }

    @Test
    void printsOneJsonObjectALine() {
        JsonNode line = json(predict("--json", video).succeeds().out());

        assertThat(line.propertyNames())
                .containsExactly("file", "frames", "duration_seconds", "sampling", "seconds", "damage", "top");
        assertThat(line.get("file").asString()).isEqualTo(video.toString());
        assertThat(line.get("frames").asInt()).isPositive();
        assertThat(line.get("duration_seconds").asDouble()).isCloseTo(10, within(1e-6));
        assertThat(line.get("seconds").asDouble()).isPositive();
        assertThat(line.get("damage").isNull()).isTrue();
        JsonNode best = line.get("top").get(0);
        assertThat(best.propertyNames()).containsExactlyInAnyOrder("label", "index", "probability", "logit");
        assertThat(best.get("label").asString()).isEqualTo(best.get("index").asInt() == 0 ? "left" : "right");
        assertThat(best.get("probability").asDouble()).isBetween(0.5, 1.0);
    }

    /** What there is of it is classified, as along a window; never without a word. */
    @Test
    void warnsOfADamagedVideo() throws IOException {
        Path cut = TinyModel.video("trunc_faststart.mp4", folder.resolve("cut.mp4"));
        String damage = "the video is damaged, 1 broken packet; 148 frames could be decoded (its header promises 300)";

        CommandRun run = predict(cut).succeeds();
        assertThat(run.lines().get(0)).isEqualTo(cut + " (148 frames)");
        assertThat(run.err()).contains("i3d: " + cut + ": " + damage);

        CommandRun asJson = predict("--json", cut).succeeds();
        assertThat(json(asJson.out()).get("damage").asString()).isEqualTo(damage);
        assertThat(asJson.err()).contains(damage);

        assertThat(CommandRun.of("probe", cut).succeeds().out()).contains("damage      " + damage);
        assertThat(json(CommandRun.of("probe", "--json", cut).succeeds().out())
                        .get("damage")
                        .asString())
                .isEqualTo(damage);
    }

    @Test
    void showsAsManyClassesAsAskedUnderTheLabelsGiven() throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.txt"), "links\nrechts\n");

        JsonNode line = json(predict("--json", "--top", 1, "--labels", labels, video)
                .succeeds()
                .out());

        assertThat(line.get("top").size()).isEqualTo(1);
        assertThat(line.get("top").get(0).get("label").asString()).isIn("links", "rechts");
    }

    @Test
    void classifiesEveryVideoOfAFolderInOrder() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("b folder"));
        Files.copy(video, folder.resolve("ä -a.mp4"));
        Files.copy(video, inner.resolve("one.MP4"));
        Files.writeString(folder.resolve("notes.txt"), "not a video");

        assertThat(predict("--json", folder).succeeds().lines())
                .extracting(line -> json(line).get("file").asString())
                .containsExactly(
                        inner.resolve("one.MP4").toString(),
                        folder.resolve("ä -a.mp4").toString());
    }

    @Test
    void classifiesTheClipsOfAnArray() {
        Path array = folder.resolve("clips.npy");
        int values = 2 * 8 * 32 * 32 * 3;
        ByteBuffer bytes = TensorData.allocate(values);
        for (int i = 0; i < values; i++) {
            bytes.put(i, (byte) (i * 31));
        }
        NpyFile.write(array, new TensorData(DataType.U8, List.of(2L, 8L, 32L, 32L, 3L), bytes));

        JsonNode line = json(predict("--json", array).succeeds().out());

        assertThat(line.propertyNames()).containsExactlyInAnyOrder("file", "frames", "sampling", "seconds", "clips");
        assertThat(line.get("frames").asInt()).isEqualTo(8);
        assertThat(line.get("clips").size()).isEqualTo(2);
        assertThat(line.get("clips").get(1).get("top").size()).isEqualTo(2);
        assertThat(predict(array).succeeds().out()).contains("clip 0 (8 frames)", "clip 1 (8 frames)");
    }

    @Test
    void saysHowArraysArePrepared() {
        Path pixels = folder.resolve("pixels.npy");
        NpyFile.write(
                pixels, new TensorData(DataType.U8, List.of(8L, 40L, 50L, 3L), TensorData.allocate(8 * 40 * 50 * 3)));
        Path prepared = folder.resolve("prepared.npy");
        NpyFile.write(prepared, TensorData.of(new float[8 * 32 * 32 * 3], 8, 32, 32, 3));

        assertThat(predict(pixels, prepared).succeeds().err().lines())
                .contains(
                        "note: " + pixels + ": holds pixels (uint8), which are resized and cropped as a video's",
                        "note: " + prepared + ": is taken as preprocessed: it is neither resized nor cropped");
    }

    @Test
    void takesWhateverIsAVideoInAFolderAndSaysWhatIsNot() throws IOException {
        Path videos = Files.createDirectories(folder.resolve("videos"));
        Files.copy(video, videos.resolve("a.MTS"));
        Files.copy(video, videos.resolve("b.dat"));
        Files.copy(video, Files.createDirectory(videos.resolve("below")).resolve("c.mp4"));
        Path frames = Files.createDirectory(videos.resolve("frames"));
        for (int frame = 0; frame < 8; frame++) {
            ImageIO.write(
                    new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB),
                    "png",
                    frames.resolve("img_" + frame + ".png").toFile());
        }
        Files.writeString(videos.resolve("notes.txt"), "x");
        Path link = Files.createSymbolicLink(videos.resolve("gone.mp4"), folder.resolve("nowhere"));

        CommandRun run = predict("--json", videos).failsWith(1, "i3d: " + link + ": is a link to ");

        assertThat(run.lines())
                .extracting(line -> json(line).get("file").asString())
                .containsExactlyInAnyOrder(
                        link.toString(),
                        videos.resolve("a.MTS").toString(),
                        videos.resolve("b.dat").toString(),
                        videos.resolve("below/c.mp4").toString(),
                        frames.toString());
        assertThat(run.err()).contains("note: " + videos + ": 1 file passed over: 1 .txt");
        assertThat(predict(frames).succeeds().lines().get(0)).isEqualTo(frames + " (8 frames)");
        assertThat(predict("--json", "--window", 8, videos).lines())
                .filteredOn(line -> json(line).get("file").asString().equals(frames.toString()))
                .singleElement()
                .satisfies(line -> assertThat(json(line).get("windows").size()).isEqualTo(1));
        Path picture = folder.resolve("timeline.png");
        predict("--window", 8, "--timeline", picture, frames).succeeds();
        assertThat(picture).isNotEmptyFile();
        predict("--annotate", folder.resolve("copy.mp4"), frames).failsWith(2, frames + ": has no times to keep");
    }

    @Test
    void laysWindowsAlongFramesAndPixelsOfOneClip() {
        Path pixels = folder.resolve("pixels.npy");
        NpyFile.write(
                pixels,
                new TensorData(DataType.U8, List.of(1L, 24L, 40L, 50L, 3L), TensorData.allocate(24 * 40 * 50 * 3)));
        Path prepared = folder.resolve("prepared.npy");
        NpyFile.write(prepared, TensorData.of(new float[24 * 32 * 32 * 3], 24, 32, 32, 3));

        JsonNode windows = json(predict("--json", "--window", 16, "--stride", 8, pixels)
                        .succeeds()
                        .out())
                .get("windows");

        assertThat(windows.size()).isEqualTo(2);
        assertThat(windows.get(1).get("end_seconds").asDouble()).isCloseTo(24 / 25.0, within(1e-9));
        predict("--window", 16, prepared).failsWith(2, prepared + ": clips that are prepared");
        Path several = folder.resolve("several.npy");
        NpyFile.write(
                several,
                new TensorData(DataType.U8, List.of(2L, 24L, 40L, 50L, 3L), TensorData.allocate(2 * 24 * 40 * 50 * 3)));
        predict("--window", 16, several).failsWith(2, several + ": clips that are prepared, or several in a file");
        predict("--window", 16, folder.resolve("gone.npy")).failsWith(4, "gone.npy: no such file");
    }

    @Test
    void writesTheLogitsOfAllClipsAndWhoseTheyAre() throws IOException {
        Path array = folder.resolve("clip.npy");
        Path missing = folder.resolve("missing.mp4");
        Path logits = folder.resolve("logits.npy");
        NpyFile.write(array, TensorData.of(new float[2 * 8 * 32 * 32 * 3], 2, 8, 32, 32, 3));

        JsonNode line = json(predict("--json", "--logits", logits, video, missing, array)
                .failsWith(1, missing.toString())
                .lines()
                .get(0));

        TensorData written = NpyFile.read(logits);
        assertThat(written.shape()).containsExactly(3L, 2L);
        JsonNode best = line.get("top").get(0);
        assertThat((double) written.toFloatArray()[best.get("index").asInt()])
                .isCloseTo(best.get("logit").asDouble(), within(1e-6));
        JsonNode names = json(Files.readString(folder.resolve("logits.npy.json")));
        assertThat(names.get("class_names").toString()).isEqualTo("[\"left\",\"right\"]");
        assertThat(names.get("values").stringValue()).isEqualTo("logits");
        assertThat(names.has("stream_weights")).isFalse();
        assertThat(names.get("rows").toString())
                .isEqualTo("[{\"file\":\"" + video + "\"},{\"file\":\"" + array + "\",\"clip\":0},{\"file\":\"" + array
                        + "\",\"clip\":1}]");
    }

    @Test
    void repeatsAVideoTooShortForTheNetwork() throws IOException {
        Path brief = TinyModel.video("five_frames.mp4", folder.resolve("brief.mp4"));

        assertThat(predict(brief).succeeds().lines().get(0)).isEqualTo(brief + " (5 frames)");
    }

    @Test
    void theSameVideoGivesTheSameAnswerAgain() {
        JsonNode first = json(predict("--json", video).out());
        JsonNode again = json(predict("--json", video).out());

        assertThat(again.get("top")).isEqualTo(first.get("top"));
    }
}
