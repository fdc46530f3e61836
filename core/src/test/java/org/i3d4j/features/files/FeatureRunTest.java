package org.i3d4j.features.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.assertj.core.data.Offset;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.VideoException;
import org.i3d4j.features.FeatureExtractor;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.video.Modality;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.i3d4j.weights.safetensors.SafetensorsFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FeatureRunTest {
    private static final TransformChain PLAIN = new TransformChain(List.of(new VideoToTensor()));
    private static final FeatureSettings EIGHTS = FeatureSettings.DEFAULT.withWindows(8, 8);

    @TempDir
    private Path folder;

    private final MeanColorNetwork network = new MeanColorNetwork(3);
    private final FeatureRun.Stream rgb =
            new FeatureRun.Stream(Modality.RGB, network.architecture(), Map.of("checkpoint_sha256", "abc"));
    private Path out;
    private Path video;
    private FeatureInput input;

    @BeforeEach
    void writeVideo() {
        out = folder.resolve("out");
        video = folder.resolve("a.mp4");
        ColorVideos.write(video, 20, 32, frame -> 0x404040);
        input = input(video);
    }

    private static FeatureInput input(Path file) {
        FeatureInputs inputs = new FeatureInputs(FeatureTool.I3D4J);
        inputs.add(file, file);
        return inputs.all().get(0);
    }

    private FeatureRun run(FeatureSettings settings, FeatureFormat format, boolean overwrite) {
        return new FeatureRun(out, settings, format, overwrite);
    }

    private FeatureRun.Written write(FeatureRun run) {
        return run.write(input, rgb, new FeatureExtractor(network, PLAIN, run.settings()), windows -> {});
    }

    private FeatureRun.Written write(FeatureFormat format) {
        return write(run(EIGHTS, format, false));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(out)) {
            return List.copyOf(new TreeSet<>(
                    found.map(file -> file.getFileName().toString()).toList()));
        }
    }

    private static final float MEAN = 0x40 / 255f * 2 - 1;

    @Test
    void anArrayAndWhatItIs() throws IOException {
        FeatureRun.Written written = write(FeatureFormat.NPY);

        assertThat(files()).containsExactly("a_rgb.npy", "a_rgb.npy.json");
        TensorData array = NpyFile.read(written.file());
        assertThat(array.shape()).containsExactly(2L, 3L);
        assertThat(array.dataType()).isEqualTo(DataType.F32);
        for (float value : array.toFloatArray()) {
            assertThat(value).isCloseTo(MEAN, Offset.offset(0.03f));
        }
        JsonNode said = new ObjectMapper().readTree(Files.readAllBytes(out.resolve("a_rgb.npy.json")));
        assertThat(said.path("settings").path("stack_size").asInt()).isEqualTo(8);
        assertThat(said.path("settings").path("checkpoint_sha256").asString()).isEqualTo("abc");
        assertThat(said.path("frames_left_out").asInt()).isEqualTo(4);
        assertThat(said.path("windows").path(1).path("start_frame").asInt()).isEqualTo(8);
    }

    @Test
    void arraysInOneFile() throws IOException {
        FeatureRun.Written written = write(FeatureFormat.NPZ);

        try (ZipFile zip = new ZipFile(written.file().toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()).toList())
                    .containsExactly(
                            "features.npy", "start_frame.npy", "end_frame.npy", "start_seconds.npy", "end_seconds.npy");
            Path starts = folder.resolve("starts.npy");
            Files.write(
                    starts, zip.getInputStream(zip.getEntry("start_frame.npy")).readAllBytes());
            assertThat(NpyFile.read(starts).values().asIntBuffer().get(1)).isEqualTo(8);
        }
    }

    @Test
    void tensors() {
        FeatureRun.Written written = write(FeatureFormat.SAFETENSORS);

        SafetensorsFile file = SafetensorsFile.open(written.file());
        assertThat(file.tensors().keySet())
                .containsExactlyInAnyOrder("features", "start_frame", "end_frame", "start_seconds", "end_seconds");
        assertThat(file.read("features").shape()).containsExactly(2L, 3L);
        assertThat(file.read("end_seconds").values().asDoubleBuffer().get(0)).isCloseTo(8 / 25.0, Offset.offset(1e-9));
    }

    @Test
    void whatIsThereIsKept() {
        FeatureRun run = run(EIGHTS, FeatureFormat.NPY, false);
        assertThat(run.isDone(input, rgb)).isFalse();
        write(run);

        run.requireFree(List.of(input), List.of(rgb));
        assertThat(run.isDone(input, rgb)).isTrue();
    }

    @Test
    void featuresOfOtherSettingsAreNotReplaced() {
        Path file = write(FeatureFormat.NPY).file();
        FeatureRun other = run(EIGHTS.withWindows(9, 4).withLayer("Mixed_5c"), FeatureFormat.NPY, false);

        assertThatThrownBy(() -> other.requireFree(List.of(input), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessage(file
                        + ": holds features of another setting: layer pool, asked for Mixed_5c; stack_size 8, asked"
                        + " for 9; step_size 8, asked for 4. Write to another folder, or replace with --overwrite");
        assertThat(other.isDone(input, rgb)).isFalse();
    }

    @Test
    void theyAreReplacedWhenThatIsAskedFor() {
        write(FeatureFormat.NPY);
        FeatureRun other = run(EIGHTS.withWindows(8, 4), FeatureFormat.NPY, true);

        other.requireFree(List.of(input), List.of(rgb));
        assertThat(write(other).shape()).containsExactly(4L, 3L);
        assertThat(other.isDone(input, rgb)).isTrue();
    }

    @Test
    void filesOfNobodyKnowsWhatAreNotReplaced() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("a_rgb.npy"), "precious");

        assertThatThrownBy(() -> run(EIGHTS, FeatureFormat.NPY, false).requireFree(List.of(input), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is there already, and no a_rgb.npy.json says what made it");
    }

    @Test
    void anotherVideoOfTheSameNameIsNotTakenForIt() {
        write(FeatureFormat.NPY);
        ColorVideos.write(video, 20, 32, frame -> 0xffffff);

        assertThatThrownBy(() -> run(EIGHTS, FeatureFormat.NPY, false).requireFree(List.of(input), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("holds features of another video, ");
    }

    /** The sidecar comes first: alone it stands for nothing. */
    @Test
    void whatWasKilledInBetweenIsMadeAnew() throws IOException {
        Path file = write(FeatureFormat.NPY).file();
        Files.delete(file);

        FeatureRun run = run(EIGHTS, FeatureFormat.NPY, false);
        run.requireFree(List.of(input), List.of(rgb));
        assertThat(run.isDone(input, rgb)).isFalse();
        assertThat(write(run).file()).exists();
    }

    @Test
    void anInputIsNoOutput() {
        Path pair = folder.resolve("b_rgb.npy");
        NpyFile.write(pair, TensorData.of(new float[8 * 32 * 32 * 3], 8, 32, 32, 3));
        FeatureRun beside = new FeatureRun(folder, EIGHTS, FeatureFormat.NPY, true);

        assertThatThrownBy(() -> beside.requireFree(List.of(input(pair)), List.of(rgb)))
                .isInstanceOf(OutputException.class)
                .hasMessage(pair + ": is an input; write to another folder");
    }

    @Test
    void asVideoFeaturesWritesThem() throws IOException {
        FeatureSettings settings = EIGHTS.as(FeatureTool.VIDEO_FEATURES);
        write(run(settings, FeatureFormat.NPY, false));

        assertThat(files()).containsExactly("a_fps.npy", "a_rgb.npy", "a_rgb.npy.json", "a_timestamps_ms.npy");
        TensorData fps = NpyFile.read(out.resolve("a_fps.npy"));
        assertThat(fps.shape()).isEmpty();
        assertThat(fps.values().asDoubleBuffer().get(0)).isEqualTo(25);
        assertThat(NpyFile.read(out.resolve("a_rgb.npy")).info()).hasToString("F64[2, 3]");
        assertThat(NpyFile.read(out.resolve("a_timestamps_ms.npy"))
                        .values()
                        .asDoubleBuffer()
                        .get(1))
                .isCloseTo(640, Offset.offset(1e-9));
    }

    @Test
    void asVideoFeaturesWritesNone() {
        FeatureSettings settings = EIGHTS.withWindows(20, 8).as(FeatureTool.VIDEO_FEATURES);
        write(run(settings, FeatureFormat.NPY, false));

        assertThat(NpyFile.read(out.resolve("a_rgb.npy")).info()).hasToString("F64[0]");
    }

    private FeatureInputs inputs(FeatureTool tool, Path named, String... files) {
        FeatureInputs inputs = new FeatureInputs(tool);
        Arrays.stream(files).forEach(file -> inputs.add(named, named.resolve(file)));
        return inputs;
    }

    @Test
    void videosOfOneNameHaveDifferentPlaces() {
        assertThat(inputs(FeatureTool.I3D4J, folder, "x/a.mp4", "y/a.mp4", "y/b.mp4", "y/b.avi")
                        .all())
                .extracting(FeatureInput::place)
                .containsExactly(Path.of("x/a"), Path.of("y/a"), Path.of("y/b.mp4"), Path.of("y/b.avi"));
        assertThatThrownBy(() -> inputs(FeatureTool.VIDEO_FEATURES, folder, "x/a.mp4", "y/a.mp4")
                        .all())
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("the features of both would go to 'a'");
        FeatureInputs apart = new FeatureInputs(FeatureTool.I3D4J);
        apart.add(folder.resolve("x/a.mp4"), folder.resolve("x/a.mp4"));
        apart.add(folder.resolve("y/a.mp4"), folder.resolve("y/a.mp4"));
        assertThatThrownBy(apart::all).isInstanceOf(OutputException.class);
    }

    @Test
    void twoStoredStreamsAreOneVideo() {
        for (String name : List.of("c_rgb.npy", "c_flow.npy")) {
            int channels = name.contains("rgb") ? 3 : 2;
            NpyFile.write(folder.resolve(name), TensorData.of(new float[8 * channels], 8, 1, 1, channels));
        }

        List<FeatureInput> all =
                inputs(FeatureTool.I3D4J, folder, "c_flow.npy", "c_rgb.npy").all();

        assertThat(all).hasSize(1);
        assertThat(all.get(0).place()).isEqualTo(Path.of("c"));
        assertThat(all.get(0).fileOf(Modality.FLOW)).isEqualTo(folder.resolve("c_flow.npy"));
        assertThat(all.get(0).fileOf(Modality.RGB)).isEqualTo(folder.resolve("c_rgb.npy"));
        assertThat(input(folder.resolve("c_flow.npy")).flow()).isEqualTo(Optional.empty());
    }

    @Test
    void nothingStaysOfAVideoThatFails() throws IOException {
        Files.writeString(video, "no video");

        assertThatThrownBy(() -> write(FeatureFormat.NPY)).isInstanceOf(VideoException.class);
        assertThat(files()).isEmpty();
    }
}
