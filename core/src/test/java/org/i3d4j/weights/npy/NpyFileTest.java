package org.i3d4j.weights.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources were saved by NumPy 2.4: k/4 - 0.5 for k = 0..5 as 2x3, else 0, 1, 2 ... */
class NpyFileTest {
    private static final float[] SIX = {-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f};

    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        URL url = NpyFileTest.class.getResource("/weights/" + name + ".npy");
        return Path.of(Objects.requireNonNull(url).toURI());
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float16", "float32_v2", "float32_v3"})
    void readsWhatNumpySaves(String name) throws URISyntaxException {
        TensorData array = NpyFile.read(resource(name));
        assertThat(array.shape()).containsExactly(2L, 3L);
        assertThat(array.toFloat32().toFloatArray()).containsExactly(SIX);
    }

    @Test
    void readsBytesAndScalars() throws URISyntaxException {
        TensorData bytes = NpyFile.read(resource("uint8"));
        assertThat(bytes.dataType()).isEqualTo(DataType.U8);
        assertThat(bytes.shape()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(bytes.values().get(23)).isEqualTo((byte) 23);
        TensorData scalar = NpyFile.read(resource("scalar"));
        assertThat(scalar.shape()).isEmpty();
        assertThat(scalar.toFloatArray()).containsExactly(2.5f);
    }

    @Test
    void turnsBigEndianFortranArraysRound() throws URISyntaxException {
        TensorData array = NpyFile.read(resource("float64_big_fortran"));
        assertThat(array.shape()).containsExactly(2L, 3L, 4L);
        float[] expected = new float[24];
        IntStream.range(0, 24).forEach(i -> expected[i] = i);
        assertThat(array.toFloat32().toFloatArray()).containsExactly(expected);
    }

    @Test
    void writesTheBytesThatNumpyWrites() throws URISyntaxException {
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, TensorData.of(SIX, 2, 3));
        assertThat(file).hasSameBinaryContentAs(resource("float32"));
    }

    @Test
    void readsBackWhatWasWritten() {
        Path file = folder.resolve("a.npy");
        for (TensorData array : List.of(
                TensorData.of(new float[] {1, 2}, 2),
                TensorData.of(new float[] {1}),
                TensorData.of(new float[0], 3, 0),
                new TensorData(DataType.U8, List.of(2L), ByteBuffer.wrap(new byte[] {1, -1})))) {
            NpyFile.write(file, array);
            assertThat(NpyFile.read(file)).isEqualTo(array);
        }
    }

    @Test
    void doesNotWriteWhatNumpyCanNotHold() {
        TensorData array = new TensorData(DataType.BF16, List.of(1L), ByteBuffer.allocate(2));
        assertThatThrownBy(() -> NpyFile.write(folder.resolve("a.npy"), array))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("BF16");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"structured, plain array", "object, '|O'", "complex, '<c8'"})
    void refusesArraysThatAreNotNumbers(String name, String message) {
        assertThatThrownBy(() -> NpyFile.read(resource(name)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesEveryTruncationAndExtraBytes() throws IOException, URISyntaxException {
        byte[] good = Files.readAllBytes(resource("float32"));
        Path file = folder.resolve("a.npy");
        for (int length = 0; length <= good.length + 1; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            if (length != good.length) {
                assertThatThrownBy(() -> NpyFile.read(file))
                        .isInstanceOf(WeightsException.class)
                        .hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void survivesFlippedBitsInTheHeader() throws IOException, URISyntaxException {
        byte[] good = Files.readAllBytes(resource("float32"));
        Path file = folder.resolve("a.npy");
        SplittableRandom random = new SplittableRandom(2);
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(80)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                assertThat(NpyFile.read(file).info().bytes()).isEqualTo(24);
            } catch (WeightsException e) {
                assertThat(e).hasMessageContaining(file.toString());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999999999), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1, x), }",
                "{'descr': '', 'fortran_order': False, 'shape': (), }",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': ()} + x",
                "{{{{{{{{{{{{{{{{{",
                ""
            })
    void refusesDamagedDictionaries(String dictionary) throws IOException {
        Path file = folder.resolve("a.npy");
        byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0})
                .put(text);
        Files.write(file, bytes.array());
        assertThatThrownBy(() -> NpyFile.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void namesFilesThatAreNoArrays() throws IOException {
        Path text = Files.writeString(folder.resolve("a.npy"), "just some text");
        assertThatThrownBy(() -> NpyFile.read(text)).hasMessageContaining("is not a NumPy array");
        assertThatThrownBy(() -> NpyFile.read(folder.resolve("none.npy")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> NpyFile.read(folder)).isInstanceOf(WeightsException.class);
    }

    @Test
    void writesAnArrayInParts() {
        Path file = folder.resolve("parts.npy");
        NpyFile.write(file, new TensorInfo(DataType.U8, List.of(2L, 3L)), channel -> {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            channel.write(ByteBuffer.wrap(new byte[] {4, 5, 6}));
        });

        TensorData array = NpyFile.read(file);

        assertThat(array.shape()).containsExactly(2L, 3L);
        assertThat(array.values()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6}));
    }

    @Test
    void leavesNothingOfAnArrayWithTooFewBytes() {
        Path file = folder.resolve("few.npy");

        assertThatThrownBy(() -> NpyFile.write(
                        file,
                        new TensorInfo(DataType.U8, List.of(2L, 3L)),
                        channel -> channel.write(ByteBuffer.wrap(new byte[5]))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("takes 6 bytes, 5 were given");
        assertThat(folder).isEmptyDirectory();
    }
}
