package org.i3d4j.weights.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.mindspore.MindSporeWriter;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsFilesTest {
    @TempDir
    private Path folder;

    @Test
    void goesByTheContentNotTheName() {
        Path file = folder.resolve("model.pt");
        SafetensorsWriter.write(file, Map.of(), Map.of("a", TensorData.of(new float[] {1}, 1)));
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.format()).isEqualTo("safetensors");
            assertThat(weights.file()).isEqualTo(file);
        }
    }

    @Test
    void whatLiesBesideACheckpointIsNoCheckpoint() {
        Path file = folder.resolve("model.ckpt");
        MindSporeWriter.write(file, Map.of("a", "b"), Map.of("a", TensorData.of(new float[] {1}, 1)));

        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.metadata()).isEqualTo(Map.of("a", "b"));
        }
        assertThatThrownBy(() -> WeightsFiles.open(SidecarFile.of(file)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("model.ckpt.i3d4j.json: is what i3d4j knows of the checkpoint beside it");
    }

    @ParameterizedTest
    @CsvSource({
        "7379735f696e666f0000, PyTorch file from before 0.1.10",
        "934e554d505901007600, NumPy array",
        "894844460d0a1a0a0000, HDF5",
        "1f8b0800000000000003, gzip",
        "000000206674797069736f6d, MP4 video",
        "3c68746d6c3e, web page",
        "08081207707974, looks like an ONNX model",
        "080712076261636b, looks like an ONNX model",
        "706c61696e, looks like text",
        "0001020304, no checkpoint of a known format (5 bytes)"
    })
    void saysWhatAFileLooksLike(String hex, String look) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.write(file, HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(look)
                .hasMessageContaining("can be read: ")
                .hasMessageContaining("safetensors");
    }

    @Test
    void recognisesAnUnfetchedLargeFile() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
        assertThatThrownBy(() -> WeightsFiles.open(file)).hasMessageContaining("git lfs pull");
    }

    @Test
    void namesTheIndexOfAShardedCheckpoint() throws IOException {
        Path file = folder.resolve("shards.json");
        Files.writeString(file, "{\"metadata\": {\"total_size\": 8}, \"weight_map\": {\"a\": \"model-00001.bin\"}}");
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .hasMessageContaining("index of a checkpoint in several files");
        Path usual = Files.writeString(folder.resolve("model.safetensors.index.json"), "{\n}");
        assertThatThrownBy(() -> WeightsFiles.open(usual))
                .hasMessageContaining("index of a checkpoint in several files");
    }

    @Test
    void namesASavedModel() throws IOException {
        Path model = Files.createDirectory(folder.resolve("saved"));
        Path graph = Files.write(model.resolve("saved_model.pb"), new byte[] {8, 1, 18, 2, 10, 0});
        for (Path file : List.of(model, graph)) {
            assertThatThrownBy(() -> WeightsFiles.open(file))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(file + ": is a TensorFlow SavedModel");
        }
    }

    @Test
    void namesMissingFilesFoldersAndEmptyFiles() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pt"));
        assertThatThrownBy(() -> WeightsFiles.open(folder.resolve("none.pt")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> WeightsFiles.open(folder))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> WeightsFiles.open(empty))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("is empty");
    }

    /** Cut short, so that only the start can tell. */
    @ParameterizedTest
    @CsvSource({
        "0a3d0a1f6261636b626f, mindspore",
        "0a8c010a1f6261636b62, mindspore",
        "00000608011a020801000b, tensorflow"
    })
    void triesTheFormatThatADamagedFileStartsWith(String hex, String format) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.write(file, HexFormat.of().parseHex(hex));
        List<WeightsFormat> matching = ServiceLoader.load(WeightsFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.matches(FileHead.read(file)))
                .toList();
        assertThat(matching).extracting(WeightsFormat::name).containsExactly(format);
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining("truncated");
    }
}
