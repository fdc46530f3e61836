package org.i3d4j.weights.mindspore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MindSporeTest {
    private static final String UNIT = "backbone.conv3d_1a_7x7.features.";

    @TempDir
    private Path folder;

    private Path copy(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/weights/mindspore/" + name)) {
            return Files.write(folder.resolve(name), Objects.requireNonNull(in).readAllBytes());
        }
    }

    @Test
    void readsATrainingCheckpoint() throws IOException {
        try (WeightsFile weights = WeightsFiles.open(copy("model.ckpt"))) {
            assertThat(weights.format()).isEqualTo("mindspore");
            assertThat(weights.tensors().keySet())
                    .startsWith(UNIT + "0.weight", UNIT + "1.bn2d.gamma", UNIT + "1.bn2d.moving_mean")
                    .hasSize(8);
            TensorData kernel = weights.read(UNIT + "0.weight");
            assertThat(kernel.shape()).containsExactly(4L, 2L, 1L, 2L, 3L);
            assertThat(kernel.toFloatArray()).startsWith(-8, -7, -6).endsWith(38, 39);
            assertThat(weights.read("momentum").shape()).isEmpty();
            assertThat(weights.read("momentum").toFloatArray()).containsExactly(0.5f);
            assertThat(weights.read("global_step").shape()).containsExactly(1L);
            assertThat(weights.read("epoch_num").values().getInt(0)).isEqualTo(12);
        }
    }

    @Test
    void readsEveryTypeAndNamesTheRest() throws IOException {
        try (WeightsFile weights = WeightsFiles.open(copy("types.ckpt"))) {
            for (String name : List.of("Float64", "Float32", "Float16")) {
                assertThat(weights.read(name).toFloat32().toFloatArray())
                        .as(name)
                        .containsExactly(1, 2, 3, 4, 5, 6);
            }
            assertThat(weights.read("BFloat16").toFloat32().toFloatArray()).containsExactly(1, 2);
            assertThat(weights.read("Int64").values().getLong(40)).isEqualTo(6);
            assertThat(weights.read("Int32").values().getInt(20)).isEqualTo(6);
            assertThat(weights.read("Int16").values().getShort(10)).isEqualTo((short) 6);
            assertThat(weights.read("Int8").values().get(5)).isEqualTo((byte) 6);
            assertThat(weights.read("UInt8").values().get(5)).isEqualTo((byte) 6);
            assertThat(weights.read("old_uint8").values().get(1)).isEqualTo((byte) 255);
            assertThat(weights.read("Bool").values()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, 1}));
            assertThat(weights.read("single").shape()).isEmpty();
            assertThat(weights.read("empty").shape()).containsExactly(0L, 3L);
            assertThat(weights.read("packed").shape()).containsExactly(2L, 1L);
            assertThat(weights.unreadable())
                    .containsOnlyKeys("text", "Uint16")
                    .containsEntry("text", "values of MindSpore's type str");
            assertThatThrownBy(() -> weights.read("text"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("'text' can't be read: values of MindSpore's type str");
        }
    }

    @Test
    void joinsThePiecesOfATensorAndVerifiesTheChecksum() throws IOException {
        try (WeightsFile weights = WeightsFiles.open(copy("crc.ckpt"))) {
            assertThat(weights.tensors()).hasSize(2);
            assertThat(weights.read("cut").shape()).containsExactly(4L, 2L);
            assertThat(weights.read("cut").toFloatArray()).containsExactly(-3, -2, -1, 0, 1, 2, 3, 4);
        }
    }

    @Test
    void writesTheBytesOfTheOriginal() throws IOException {
        Path original = copy("model.ckpt");
        StateDict arrays;
        try (WeightsFile weights = WeightsFiles.open(original)) {
            // Single values are written as MindSpore 2 does, which this file of MindSpore 1 has otherwise.
            arrays = weights.readAll(name -> !name.equals("momentum") && !name.equals("epoch_num"));
        }
        Path copy = folder.resolve("copy.ckpt");
        MindSporeWriter.write(copy, arrays.asMap());
        byte[] expected = Files.readAllBytes(original);
        String text = new String(expected, StandardCharsets.ISO_8859_1);
        int momentum = text.indexOf("momentum") - 4;
        int learningRate = text.indexOf("learning_rate") - 4;
        int epoch = text.indexOf("epoch_num") - 4;
        ByteBuffer without = ByteBuffer.allocate(momentum + epoch - learningRate)
                .put(expected, 0, momentum)
                .put(expected, learningRate, epoch - learningRate);
        assertThat(copy).hasBinaryContent(without.array());
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void readsBackEveryType(DataType dataType) {
        byte[] values = new byte[6 * dataType.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 2);
        }
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("näme", new TensorData(dataType, List.of(2L, 3L), ByteBuffer.wrap(values)));
        tensors.put("empty", TensorData.of(new float[0], 0));
        tensors.put("single", TensorData.of(new float[] {1}));
        Path file = folder.resolve("m.ckpt");
        MindSporeWriter.write(file, tensors);
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.readAll(name -> true).asMap()).containsExactlyEntriesOf(tensors);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 100})
    void cutsLargeTensors(int maximumPieceBytes) throws IOException {
        TensorData tensor = TensorData.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Path file = folder.resolve("m.ckpt");
        MindSporeWriter.write(file, Map.of("cut", tensor), maximumPieceBytes);
        String written = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(Pattern.compile("cut").matcher(written).results())
                .hasSize((24 + maximumPieceBytes - 1) / maximumPieceBytes);
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.read("cut")).isEqualTo(tensor);
        }
    }

    @Test
    void readsOnlyTheTensorsAskedFor() throws IOException {
        try (WeightsFile weights = WeightsFiles.open(copy("model.ckpt"))) {
            assertThat(weights.readAll(name -> name.startsWith("accum.")).names())
                    .containsExactly("accum." + UNIT + "0.weight");
            assertThatThrownBy(() -> weights.read("none")).hasMessageContaining("has no tensor 'none'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud800"})
    void refusesNamesThatTheFormatCanNotHold(String name) {
        Path file = folder.resolve("m.ckpt");
        assertThatThrownBy(() -> MindSporeWriter.write(file, Map.of(name, TensorData.of(new float[] {1}, 1))))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("can't be called");
        assertThat(file).doesNotExist();
    }
}
