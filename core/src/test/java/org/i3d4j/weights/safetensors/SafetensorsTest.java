package org.i3d4j.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    private Path folder;

    private static Map<String, TensorData> someTensors() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("b", new TensorData(DataType.U8, List.of(3L), ByteBuffer.wrap(new byte[] {1, 2, 3})));
        tensors.put("a \"quoted\" ü", TensorData.of(new float[] {1, -2, 3, 4, 5, 6}, 2, 3));
        tensors.put("nothing", TensorData.of(new float[0], 0, 3));
        tensors.put("scalar", TensorData.of(new float[] {7}));
        return tensors;
    }

    @Test
    void readsBackWhatWasWritten() {
        Path file = folder.resolve("m.safetensors");
        Map<String, String> metadata = Map.of("classes", "left\nright", "epoch", "3");
        SafetensorsWriter.write(file, metadata, someTensors());
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.metadata()).isEqualTo(metadata);
            StateDict all = weights.readAll(name -> true);
            assertThat(all.asMap()).isEqualTo(someTensors());
        }
    }

    @Test
    void writesTheSameBytesWhateverTheOrderOfTheMaps() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Map<String, TensorData> reversed = new LinkedHashMap<>();
        List<Map.Entry<String, TensorData>> entries = List.copyOf(someTensors().entrySet());
        for (int i = entries.size() - 1; i >= 0; i--) {
            reversed.put(entries.get(i).getKey(), entries.get(i).getValue());
        }
        SafetensorsWriter.write(first, Map.of("x", "1", "y", "2"), someTensors());
        SafetensorsWriter.write(second, Map.of("y", "2", "x", "1"), reversed);
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void alignsTheValues() throws IOException {
        for (int length = 1; length <= 9; length++) {
            Path file = folder.resolve("m" + length);
            SafetensorsWriter.write(file, Map.of(), Map.of("n".repeat(length), TensorData.of(new float[] {1}, 1)));
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(bytes.getLong(0) % 8).isZero();
            assertThat(bytes.getFloat(8 + (int) bytes.getLong(0))).isEqualTo(1f);
        }
    }

    @Test
    void readsAFileOfThePythonLibrary() throws URISyntaxException {
        URL resource = Objects.requireNonNull(getClass().getResource("/weights/python.safetensors"));
        float[] expected = {-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f};
        try (WeightsFile weights = WeightsFiles.open(Path.of(resource.toURI()))) {
            assertThat(weights.metadata()).containsEntry("greeting", "grüß \"dich\"\n");
            assertThat(weights.tensors()).hasSize(7);
            assertThat(weights.read("plain").toFloatArray()).containsExactly(expected);
            assertThat(weights.read("plain").shape()).containsExactly(2L, 3L);
            assertThat(weights.read("half").toFloat32().toFloatArray()).containsExactly(expected);
            assertThat(weights.read("double").toFloat32().toFloatArray()).containsExactly(expected);
            assertThat(weights.read("bytes").values().get(4)).isEqualTo((byte) 4);
            assertThat(weights.read("scalar").values().getLong(0)).isEqualTo(7);
            assertThat(weights.read("scalar").shape()).isEmpty();
            assertThat(weights.read("empty").shape()).containsExactly(0L, 3L);
            assertThat(weights.read("näme").toFloatArray()).containsExactly(-0.5f, -0.25f, 0);
        }
    }

    @Test
    void readsOnlyTheTensorsAskedFor() {
        Path file = folder.resolve("m.safetensors");
        SafetensorsWriter.write(file, Map.of(), someTensors());
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.readAll(name -> name.startsWith("s")).names()).containsExactly("scalar");
        }
    }

    @Test
    void namesAnUnknownTensor() {
        Path file = folder.resolve("m.safetensors");
        SafetensorsWriter.write(file, Map.of(), someTensors());
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThatThrownBy(() -> weights.read("c"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("has no tensor 'c'");
        }
    }

    @Test
    void noticesAFileThatShrinksWhileOpen() throws IOException {
        Path file = folder.resolve("m.safetensors");
        SafetensorsWriter.write(file, Map.of(), Map.of("a", TensorData.of(new float[] {1, 2}, 2)));
        try (WeightsFile weights = WeightsFiles.open(file);
                var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
            assertThatThrownBy(() -> weights.read("a"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void readsNothingAfterClosing() {
        Path file = folder.resolve("m.safetensors");
        SafetensorsWriter.write(file, Map.of(), someTensors());
        WeightsFile weights = WeightsFiles.open(file);
        weights.close();
        assertThatThrownBy(() -> weights.read("b")).isInstanceOf(WeightsException.class);
    }

    @Test
    void keepsTheOldFileWhenTensorsCanNotBeWritten() {
        Path file = folder.resolve("m.safetensors");
        SafetensorsWriter.write(file, Map.of(), someTensors());
        TensorData tensor = TensorData.of(new float[] {1}, 1);
        assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), Map.of("__metadata__", tensor)))
                .isInstanceOf(OutputException.class);
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.tensors()).hasSize(4);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }
}
