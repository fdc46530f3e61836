package org.i3d4j.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedSafetensorsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("damaged.safetensors");
    }

    private byte[] goodFile() throws IOException {
        Path good = folder.resolve("good");
        SafetensorsWriter.write(
                good,
                Map.of("k", "v"),
                Map.of("first", TensorData.of(new float[] {1, 2, 3}, 3), "second", TensorData.of(new float[] {4}, 1)));
        return Files.readAllBytes(good);
    }

    private void writeHeader(String header, int dataBytes) throws IOException {
        writeHeader(header, dataBytes, StandardCharsets.UTF_8);
    }

    private void writeHeader(String header, int dataBytes, Charset charset) throws IOException {
        byte[] json = header.getBytes(charset);
        Files.write(
                file,
                ByteBuffer.allocate(8 + json.length + dataBytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
    }

    private void assertRefused() {
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] good = goodFile();
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertRefused();
        }
    }

    @Test
    void refusesBytesBehindTheTensors() throws IOException {
        byte[] good = goodFile();
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertRefused();
    }

    /** A flipped bit may leave a valid file (another letter in a name, or in a type), but never anything except tensors or our error. */
    @Test
    void survivesFlippedBitsInTheHeader() throws IOException {
        byte[] good = goodFile();
        int headerEnd = good.length - 16;
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] damaged = good.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                damaged[random.nextInt(headerEnd)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            try (WeightsFile weights = WeightsFiles.open(file)) {
                assertThat(weights.readAll(name -> true).size()
                                + weights.unreadable().size())
                        .isEqualTo(2);
            } catch (WeightsException e) {
                assertThat(e).hasMessageContaining(file.toString());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 100_000_001, 1000})
    void takesNoMemoryForAbsurdHeaderLengths(long headerBytes) throws IOException {
        byte[] bytes = goodFile();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, headerBytes);
        Files.write(file, bytes);
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(Long.toUnsignedString(headerBytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // overlap, hole, out of range, wrong way round
                "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[2,6]}}; overlaps",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[4],'data_offsets':[4,8]}}; hole",
                "{'a':{'dtype':'U8','shape':[9],'data_offsets':[0,9]}}; the file has 8",
                "{'a':{'dtype':'U8','shape':[4],'data_offsets':[8,4]}}; span -4",
                "{'a':{'dtype':'U8','shape':[4],'data_offsets':[4,8]}}; hole",
                "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}}; the tensors take 4 bytes",
                "{'a':{'dtype':'U8','shape':[8],'data_offsets':[-8,0]}}; found -8",
                "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8,8]}}; two data_offsets",
                "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,99999999999999999999]}}; damaged header",
                "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8.0]}}; VALUE_NUMBER_INT",
                // shapes and types
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}; takes 12 bytes",
                "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,8]}}; too large",
                "{'a':{'dtype':3,'shape':[2],'data_offsets':[0,8]}}; dtype: expected VALUE_STRING",
                "{'a':{'shape':[2],'data_offsets':[0,8]}}; dtype null",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}}; unknown key",
                "{'a':[1]}; tensor 'a': expected START_OBJECT",
                // the rest of the header
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}; Duplicate",
                "{'__metadata__':{'a':1}}; __metadata__ 'a'",
                "{'__metadata__':'x'}; __metadata__: expected START_OBJECT",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {}; something follows",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}; damaged header"
            })
    void namesWhatIsWrong(String header, String message) throws IOException {
        writeHeader(header.replace('\'', '"'), 8);
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    /** A tensor that nobody needs is no reason to refuse the others. */
    @ParameterizedTest
    @ValueSource(strings = {"F8_E5M2", "F4", "C64", "f32", "U64"})
    void typesThatAreNotReadAreNamedWhenAskedFor(String type) throws IOException {
        writeHeader(
                ("{'a':{'dtype':'" + type + "','shape':[3],'data_offsets':[0,4]},"
                                + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}")
                        .replace('\'', '"'),
                8);
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.tensors()).containsOnlyKeys("b");
            assertThat(weights.read("b").toFloatArray()).containsExactly(0);
            assertThat(weights.unreadable()).containsOnlyKeys("a");
            assertThatThrownBy(() -> weights.read("a"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(file + ": 'a' can't be read: values of type " + type);
        }
    }

    @Test
    void refusesDeepNestingAndLongNumbers() throws IOException {
        writeHeader("{\"a\":" + "[".repeat(100_000), 0);
        assertRefused();
        writeHeader("{\"a\":{\"dtype\":\"U8\",\"shape\":[" + "9".repeat(100_000) + "],\"data_offsets\":[0,0]}}", 0);
        assertRefused();
        writeHeader("{\"a\":{\"dtype\":\"U8\",\"shape\":[" + "1,".repeat(100_000) + "1],\"data_offsets\":[0,1]}}", 1);
        assertRefused();
        writeHeader("{\"" + "n".repeat(100_000) + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0);
        assertRefused();
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        writeHeader(
                "{\"\u00e9\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, StandardCharsets.ISO_8859_1);
        assertRefused();
        writeHeader("{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, StandardCharsets.UTF_16LE);
        assertRefused();
    }

    @Test
    void acceptsAFileWithoutTensors() throws IOException {
        writeHeader("{}", 0);
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.tensors()).isEmpty();
        }
    }
}
