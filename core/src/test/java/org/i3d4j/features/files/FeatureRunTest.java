package org.i3d4j.features.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.assertj.core.data.Offset;
import org.i3d4j.error.VideoException;
import org.i3d4j.features.FeatureExtractor;
import org.i3d4j.features.FeatureListener;
import org.i3d4j.features.FeatureRow;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.report.parquet.ParquetTable;
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
    private static final FeatureSettings EIGHTS = GreyVideo.EIGHTS;

    @TempDir
    private Path folder;

    private GreyVideo grey;
    private FeatureRun.Stream rgb;
    private FeatureInput input;
    private Path out;
    private Path video;

    @BeforeEach
    void writeVideo() {
        grey = new GreyVideo(folder);
        rgb = grey.rgb();
        input = grey.input();
        out = grey.out();
        video = grey.video();
    }

    private static final float MEAN = 0x40 / 255f * 2 - 1;

    @Test
    void anArrayAndWhatItIs() throws IOException {
        FeatureRun.Written written = grey.write(FeatureFormat.NPY);

        assertThat(grey.files()).containsExactly("a_rgb.npy", "a_rgb.npy.json");
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
        FeatureRun.Written written = grey.write(FeatureFormat.NPZ);

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
        FeatureRun.Written written = grey.write(FeatureFormat.SAFETENSORS);

        SafetensorsFile file = SafetensorsFile.open(written.file());
        assertThat(file.tensors().keySet())
                .containsExactlyInAnyOrder("features", "start_frame", "end_frame", "start_seconds", "end_seconds");
        assertThat(file.read("features").shape()).containsExactly(2L, 3L);
        assertThat(file.read("end_seconds").values().asDoubleBuffer().get(0)).isCloseTo(8 / 25.0, Offset.offset(1e-9));
    }

    @Test
    void asVideoFeaturesWritesThem() throws IOException {
        FeatureSettings settings = EIGHTS.as(FeatureTool.VIDEO_FEATURES);
        grey.write(grey.run(settings, FeatureFormat.NPY, false));

        assertThat(grey.files()).containsExactly("a_fps.npy", "a_rgb.npy", "a_rgb.npy.json", "a_timestamps_ms.npy");
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
        grey.write(grey.run(settings, FeatureFormat.NPY, false));

        assertThat(NpyFile.read(out.resolve("a_rgb.npy")).info()).hasToString("F64[0]");
    }

    @Test
    void nothingStaysOfAVideoThatFails() throws IOException {
        Files.writeString(video, "no video");

        assertThatThrownBy(() -> grey.write(FeatureFormat.NPY)).isInstanceOf(VideoException.class);
        assertThat(grey.files()).isEmpty();
    }

    @Test
    void aTableIsReadBack() throws IOException {
        List<FeatureRow> rows = new FeatureExtractor(grey.network(), GreyVideo.PLAIN, EIGHTS)
                .extract(video)
                .rows();

        ParquetTable table = ParquetTable.read(grey.write(FeatureFormat.PARQUET).file());

        assertThat(table.schema())
                .containsExactly(
                        "schema", "video", "window", "start_second", "end_second", "vector", "list", "element");
        assertThat(table.rowsOfGroups()).containsExactly(2L);
        assertThat(table.texts(0, 0)).containsExactly(video.toString(), video.toString());
        assertThat(table.ints(0, 1)).containsExactly(0, 1);
        assertThat(table.reals(0, 2))
                .isEqualTo(rows.stream().map(FeatureRow::startSeconds).toList());
        assertThat(table.reals(0, 3))
                .isEqualTo(rows.stream().map(FeatureRow::endSeconds).toList());
        List<Float> values = new ArrayList<>();
        for (FeatureRow row : rows) {
            for (float value : row.values()) {
                values.add(value);
            }
        }
        assertThat(values).hasSize(6);
        assertThat(table.listedFloats(0, 4)).isEqualTo(values);
        assertThat(table.said().get("i3d4j.features")).contains("\"stack_size\":8");
    }

    /** A row of crops and steps is one list, in the order of the array. */
    @Test
    void aRowOfSeveralSidesIsOneList() throws IOException {
        FeatureSettings steps = EIGHTS.withPerTimeStep(true);
        List<Float> array = new ArrayList<>();
        for (float value : NpyFile.read(
                        grey.write(grey.run(steps, FeatureFormat.NPY, false)).file())
                .toFloatArray()) {
            array.add(value);
        }

        ParquetTable table = ParquetTable.read(
                grey.write(grey.run(steps, FeatureFormat.PARQUET, false)).file());

        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.listedFloats(0, 4)).isEqualTo(array);
    }

    @Test
    void howFarItIsIsTold() {
        List<Long> told = new ArrayList<>();
        FeatureListener listener = new FeatureListener() {
            @Override
            public void began(long expectedFrames) {
                told.add(expectedFrames);
            }

            @Override
            public void made(FeatureRow row) {
                told.add((long) row.endFrame());
            }
        };
        grey.run(EIGHTS, FeatureFormat.NPY, false)
                .write(input, rgb, new FeatureExtractor(grey.network(), GreyVideo.PLAIN, EIGHTS), listener);

        assertThat(told).containsExactly(20L, 8L, 16L);
    }
}
