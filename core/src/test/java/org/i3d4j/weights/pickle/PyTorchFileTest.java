package org.i3d4j.weights.pickle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.weights.pickle.TorchFiles.assertFloats;
import static org.i3d4j.weights.pickle.TorchFiles.fixture;
import static org.i3d4j.weights.pickle.TorchFiles.floatTensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"types.pt", "types_legacy.pt", "protocol5.pt", "protocol5_legacy.pt", "without_checksums.pt"})
    void readsEveryType(String name) {
        try (WeightsFile weights = WeightsFiles.open(fixture(name))) {
            assertThat(weights.format()).isEqualTo("pytorch");
            assertTypes(weights);
        }
    }

    private static void assertTypes(WeightsFile weights) {
        for (String type : new String[] {"float32", "float64", "float16", "bfloat16"}) {
            assertFloats(weights, type, -0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f);
        }
        assertThat(weights.tensors().keySet())
                .containsExactly(
                        "float32",
                        "float64",
                        "float16",
                        "bfloat16",
                        "int64",
                        "int32",
                        "int16",
                        "int8",
                        "uint8",
                        "bool",
                        "empty");
        assertThat(weights.read("float32").shape()).containsExactly(2L, 3L);
        assertThat(weights.read("float64").dataType()).isEqualTo(DataType.F64);
        assertThat(weights.read("int64").shape()).isEmpty();
        assertThat(weights.read("int64").values().getLong(0)).isEqualTo(7);
        assertThat(weights.read("int32").values().getInt(4)).isEqualTo(-2);
        assertThat(weights.read("int16").values().getShort(0)).isEqualTo((short) 300);
        assertThat(weights.read("int8").values().get(1)).isEqualTo((byte) -2);
        assertThat(weights.read("uint8").values().get(1)).isEqualTo((byte) 255);
        assertThat(weights.read("bool").values()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0}));
        assertThat(weights.read("empty").shape()).containsExactly(0L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"views.pt", "views_legacy.pt"})
    void bringsViewsOfOneStorageIntoCOrder(String name) {
        try (WeightsFile weights = WeightsFiles.open(fixture(name))) {
            assertFloats(weights, "slice", 3, 4, 5, 6, 7, 8);
            assertThat(weights.read("transposed").shape()).containsExactly(6L, 4L);
            assertThat(weights.read("transposed").toFloatArray())
                    .startsWith(0, 6, 12, 18, 1, 7, 13, 19, 2)
                    .hasSize(24);
            assertThat(weights.read("permuted").shape()).containsExactly(4L, 2L, 3L);
            assertThat(weights.read("permuted").toFloatArray())
                    .startsWith(0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2)
                    .endsWith(23);
            assertFloats(weights, "stepped", 1, 6, 11, 16, 21);
            assertFloats(weights, "column", 2, 8, 14, 20);
            assertThat(weights.read("column").shape()).containsExactly(4L, 1L);
            assertThat(weights.read("all").toFloatArray()).hasSize(24).endsWith(22, 23);
            assertFloats(weights, "parameter", 0, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"training.pt, zip", "training_legacy.pt, legacy"})
    void findsTheStateDictOfATraining(String name, String container) {
        try (WeightsFile weights = WeightsFiles.open(fixture(name))) {
            assertThat(weights.tensors().keySet())
                    .containsExactly(
                            "state_dict.module.conv.weight",
                            "state_dict.module.conv.bias",
                            "state_dict.module.norm.weight",
                            "state_dict.module.norm.bias",
                            "state_dict.module.norm.running_mean",
                            "state_dict.module.norm.running_var",
                            "state_dict.module.norm.num_batches_tracked");
            assertFloats(weights, "state_dict.module.conv.weight", 1, 2);
            assertThat(weights.read("state_dict.module.conv.weight").shape()).containsExactly(2L, 1L, 1L, 1L, 1L);
            assertThat(weights.metadata())
                    .isEqualTo(Map.of(
                            "pytorch.container", container,
                            "pytorch.epoch", "7",
                            "pytorch.arch", "i3d",
                            "pytorch.best_acc", "0.25"));
        }
    }

    @Test
    void readsWhatPython2Wrote() {
        try (WeightsFile weights = WeightsFiles.open(fixture("python2_legacy.pt"))) {
            assertFloats(weights, "first", 1, 2);
            assertFloats(weights, "second", 3, 4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "module.pt; holds a pickled model (class __main__.Net), not a state dict",
                "tensor.pt; holds a tensor, expected a state dict",
                "expanded.pt; repeats the 1 values of storage '0'"
            })
    void saysWhatItCanNotRead(String name, String message) {
        assertThatThrownBy(() -> WeightsFiles.open(fixture(name)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message);
    }

    /** They may stand beside others, as long as nobody asks for them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "quantised.pt; q; a quantised tensor",
                "sparse.pt; s; a sparse tensor",
                "complex.pt; c; values of type ComplexFloatStorage",
                "complex_legacy.pt; c; values of type ComplexFloatStorage",
                "float8.pt; f; values of type torch.float8_e4m3fn",
                "float8.pt; u; values of type torch.uint16"
            })
    void tensorsOfOtherKindsAreNamedWhenAskedFor(String file, String tensor, String kind) {
        try (WeightsFile weights = WeightsFiles.open(fixture(file))) {
            assertThat(weights.tensors()).doesNotContainKey(tensor);
            assertThat(weights.unreadable()).containsKey(tensor);
            if (weights.tensors().containsKey("x")) {
                assertFloats(weights, "x", 1, 1);
            }
            assertThatThrownBy(() -> weights.read(tensor))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(file + ": '" + tensor + "' can't be read: " + kind);
        }
    }

    @Test
    void readsArchivesThatWerePackedAgain() throws IOException {
        Path packed = folder.resolve("packed.pt");
        try (ZipFile original = new ZipFile(fixture("types.pt").toFile());
                ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
            zip.setComment("a comment with PK\u0005\u0006, which starts the record at the end, and more than 22 bytes");
            for (ZipEntry entry : Collections.list(original.entries())) {
                zip.putNextEntry(new ZipEntry(entry.getName().replaceFirst("^[^/]*", "any name")));
                try (InputStream content = original.getInputStream(entry)) {
                    content.transferTo(zip);
                }
            }
        }
        try (WeightsFile weights = WeightsFiles.open(packed)) {
            assertTypes(weights);
            assertTypes(weights);
        }
    }

    @Test
    void turnsRoundTheBytesOfBigEndianMachines() {
        Path file = folder.resolve("big.pt");
        byte[] values = ByteBuffer.allocate(8).putFloat(1).putFloat(2.5f).array();
        String pickle = "\u0080\u0002}U\u0001a" + floatTensor(2, 0, "2", "1") + "s.";
        TorchFiles.writeZip(file, pickle, Map.of("data/0", values, "byteorder", new byte[] {'b', 'i', 'g'}));
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertFloats(weights, "a", 1, 2.5f);
        }
        TorchFiles.writeZip(file, pickle, Map.of("data/0", values, "byteorder", new byte[] {'m', 'i', 'd'}));
        assertThatThrownBy(() -> WeightsFiles.open(file)).hasMessageContaining("found 'mid'");
    }

    @ParameterizedTest
    @CsvSource({
        // count, offset, shape, strides, bytes of the storage
        "4, 0, 5, 1, 16, needs 5 values of storage '0'",
        "4, 1, 4, 1, 16, needs 4 values",
        "4, 5, 1, 1, 16, starts at value 5 of a storage of 4",
        "4, 0, 22, 42, 16, needs 7 values",
        "4, 0, 23, 01, 16, repeats the 4 values",
        "4, 0, 22, 1, 16, don't fit shape",
        "4, 0, 4, 1, 12, has 12 bytes",
        "4, 0, 4, 1, 20, has 20 bytes"
    })
    void holdsViewsAgainstTheirStorage(
            int count, int offset, String shape, String strides, int storageBytes, String message) {
        Path file = folder.resolve("view.pt");
        String pickle = "}U\u0001a" + floatTensor(count, offset, shape, strides) + "s.";
        TorchFiles.writeZip(file, pickle, Map.of("data/0", new byte[storageBytes]));
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void tellsOtherArchivesAndPicklesFromPyTorch() throws IOException {
        Path file = folder.resolve("other.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a.npy"));
        }
        assertThatThrownBy(() -> WeightsFiles.open(file)).hasMessageContaining("NumPy's .npz");
        TorchFiles.writeZip(file, ".", Map.of("constants.pkl", new byte[0]));
        assertThatThrownBy(() -> WeightsFiles.open(file)).hasMessageContaining("TorchScript");
        TorchFiles.writeZip(file, ".", Map.of("b/data.pkl", new byte[0]));
        assertThatThrownBy(() -> WeightsFiles.open(file)).hasMessageContaining("2 files called data.pkl");
        Files.write(file, new byte[] {(byte) 0x80, 3, '}', '.'});
        assertThatThrownBy(() -> PyTorchFile.open(file)).hasMessageContaining("not of torch.save");
    }

    /** These lengths of a header start with the bytes of pickle protocols 2 to 5. */
    @ParameterizedTest
    @ValueSource(ints = {640, 896, 1152, 1408})
    void leavesSafetensorsWhoseLengthLooksLikeAPickle(int headerBytes) throws IOException {
        Path file = folder.resolve("m.safetensors");
        byte[] header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes(US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + headerBytes + Float.BYTES);
        bytes.putLong(Long.reverseBytes(headerBytes)).put(header);
        while (bytes.remaining() > Float.BYTES) {
            bytes.put((byte) ' ');
        }
        Files.write(file, bytes.array());
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.format()).isEqualTo("safetensors");
        }
    }

    @Test
    void noticesAFileThatShrinksWhileOpen() throws IOException {
        Path file = folder.resolve("m.pt");
        Files.copy(fixture("types_legacy.pt"), file);
        try (WeightsFile weights = WeightsFiles.open(file);
                var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 200);
            assertThatThrownBy(() -> weights.readAll(name -> true))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.pt", "types_legacy.pt"})
    void readsNothingAfterClosingOrOfAnotherName(String name) {
        WeightsFile weights = WeightsFiles.open(fixture(name));
        assertThatThrownBy(() -> weights.read("c"))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("has no tensor 'c'");
        weights.close();
        assertThatThrownBy(() -> weights.read("float32")).isInstanceOf(WeightsException.class);
    }
}
