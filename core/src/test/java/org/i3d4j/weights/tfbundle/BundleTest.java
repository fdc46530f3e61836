package org.i3d4j.weights.tfbundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

class BundleTest {
    private static final String UNIT = "RGB/inception_i3d/Conv3d_1a_7x7/";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "model.ckpt", "model.ckpt.index", "model.ckpt.data-00000-of-00001"})
    void opensACheckpointOfTensorFlowByAnyOfItsNames(String name) throws IOException {
        BundleFixtures.copy("model.ckpt", folder);
        try (WeightsFile weights = WeightsFiles.open(folder.resolve(name))) {
            assertThat(weights.format()).isEqualTo("tensorflow");
            assertThat(weights.file()).isEqualTo(folder.resolve("model.ckpt.index"));
            assertThat(weights.tensors()).hasSize(44);
            TensorData kernel = weights.read(UNIT + "conv_3d/w");
            assertThat(kernel.shape()).containsExactly(1L, 2L, 3L, 2L, 4L);
            assertThat(kernel.toFloatArray()).startsWith(-8, -7, -6).endsWith(38, 39);
            assertThat(weights.read(UNIT + "batch_norm/moving_mean").shape()).containsExactly(1L, 1L, 1L, 1L, 4L);
            assertThat(weights.read("scalar").shape()).isEmpty();
            assertThat(weights.read("scalar").toFloatArray()).containsExactly(7);
        }
    }

    @Test
    void readsEveryTypeAndNamesTheRest() throws IOException {
        try (WeightsFile weights = WeightsFiles.open(BundleFixtures.copy("types.ckpt", folder))) {
            for (String name : List.of("float64", "float16", "bfloat16")) {
                assertThat(weights.read(name).toFloat32().toFloatArray())
                        .as(name)
                        .containsExactly(1, 2, 3, 4, 5, 6);
            }
            assertThat(weights.read("int8").values().get(5)).isEqualTo((byte) 6);
            assertThat(weights.read("uint8").values().get(5)).isEqualTo((byte) 6);
            assertThat(weights.read("int16").values().getShort(10)).isEqualTo((short) 6);
            assertThat(weights.read("int32").values().getInt(20)).isEqualTo(6);
            assertThat(weights.read("int64").values().getLong(40)).isEqualTo(6);
            assertThat(weights.read("bool").values()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, 1}));
            assertThat(weights.read("empty").shape()).containsExactly(0L, 3L);
            assertThat(weights.tensors()).hasSize(10);
            assertThat(weights.unreadable())
                    .containsOnlyKeys("text", "complex64", "uint16", "parted")
                    .containsEntry("text", "values of TensorFlow's type DT_STRING")
                    .containsEntry("parted", "a variable in 3 partitions");
            assertThatThrownBy(() -> weights.read("parted"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("'parted' can't be read: a variable in 3 partitions");
        }
    }

    @Test
    void readsSeveralDataFiles() throws IOException {
        try (WeightsFile weights = WeightsFiles.open(BundleFixtures.copy("sharded.ckpt", folder))) {
            assertThat(weights.tensors().keySet()).containsExactly("a", "b", "c");
            assertThat(weights.read("a").toFloatArray()).containsExactly(1, 2, 3);
            assertThat(weights.read("b").toFloatArray()).containsExactly(10, 11, 12, 13);
            assertThat(weights.read("c").toFloatArray()).containsExactly(5, 6, 7, 8);
        }
    }

    @Test
    void writesTheBytesThatTensorFlowWrites() throws IOException {
        StateDict tensors;
        try (WeightsFile weights = WeightsFiles.open(BundleFixtures.copy("model.ckpt", folder))) {
            tensors = weights.readAll(name -> true);
        }
        Path copy = folder.resolve("copy");
        BundleWriter.write(copy.resolve("model.ckpt"), tensors.asMap());
        for (String name : List.of("model.ckpt.index", "model.ckpt.data-00000-of-00001", "checkpoint")) {
            assertThat(copy.resolve(name)).hasBinaryContent(BundleFixtures.bytes(name));
        }
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void readsBackEveryType(DataType dataType) {
        byte[] values = new byte[6 * dataType.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 2);
        }
        TensorData tensor = new TensorData(dataType, List.of(2L, 3L), ByteBuffer.wrap(values));
        BundleWriter.write(folder.resolve("m"), Map.of("näme", tensor, "n", TensorData.of(new float[0], 0)));
        try (WeightsFile weights = WeightsFiles.open(folder)) {
            assertThat(weights.readAll(name -> true).asMap())
                    .isEqualTo(Map.of("näme", tensor, "n", TensorData.of(new float[0], 0)));
        }
    }

    @Test
    void readsBackAnIndexOfSeveralBlocks() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 12_000; i++) {
            tensors.put("variable/" + Integer.toHexString(i * 7919), TensorData.of(new float[] {i}, 1));
        }
        BundleWriter.write(folder.resolve("m"), tensors);
        try (WeightsFile weights = WeightsFiles.open(folder.resolve("m"))) {
            assertThat(weights.readAll(name -> true).asMap()).isEqualTo(tensors);
        }
    }

    @Test
    void findsTheCheckpointOfAMovedFolder() throws IOException {
        BundleWriter.write(folder.resolve("old"), Map.of("a", TensorData.of(new float[] {1}, 1)));
        BundleWriter.write(folder.resolve("new"), Map.of("b", TensorData.of(new float[] {1}, 1)));
        Files.writeString(
                folder.resolve("checkpoint"),
                "model_checkpoint_path: \"/elsewhere/old\"\nlast_preserved_timestamp: 1652000000.25\n");
        try (WeightsFile weights = WeightsFiles.open(folder)) {
            assertThat(weights.tensors()).containsOnlyKeys("a");
        }
    }

    @Test
    void asksWhichOfSeveralCheckpointsIsMeant() throws IOException {
        BundleWriter.write(folder.resolve("one"), Map.of());
        BundleWriter.write(folder.resolve("two"), Map.of());
        Files.delete(folder.resolve("checkpoint"));
        assertThatThrownBy(() -> WeightsFiles.open(folder))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("holds 2 TensorFlow checkpoints, among them one.index and two.index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0a", "\ud800"})
    void refusesNamesThatTheFormatCanNotHold(String name) {
        assertThatThrownBy(() ->
                        BundleWriter.write(folder.resolve("m"), Map.of(name, TensorData.of(new float[] {1}, 1))))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("can't be called");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesAnUnknownTensor() throws IOException {
        try (WeightsFile weights = WeightsFiles.open(BundleFixtures.copy("sharded.ckpt", folder))) {
            assertThatThrownBy(() -> weights.read("d"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("has no tensor 'd'");
        }
    }
}
