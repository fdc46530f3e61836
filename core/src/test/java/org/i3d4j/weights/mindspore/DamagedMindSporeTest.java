package org.i3d4j.weights.mindspore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedMindSporeTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("damaged.ckpt");
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = DamagedMindSporeTest.class.getResourceAsStream("/weights/mindspore/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> {
                    try (WeightsFile weights = WeightsFiles.open(file)) {
                        weights.readAll(name -> true);
                    }
                })
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    /** A file cut between two values is a shorter checkpoint; nothing in the format tells. */
    @Test
    void refusesEveryTruncationInsideAValue() throws IOException {
        byte[] good = bytes("model.ckpt");
        int whole = 0;
        for (int length = 1; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            try (WeightsFile weights = MindSporeFile.open(file)) {
                assertThat(weights.readAll(name -> true).size()).isEqualTo(++whole);
            } catch (WeightsException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
        assertThat(whole).isEqualTo(7);
    }

    @Test
    void refusesEveryTruncationOfAFileWithChecksum() throws IOException {
        byte[] good = bytes("crc.ckpt");
        int opened = 0;
        for (int length = 1; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            try (WeightsFile weights = MindSporeFile.open(file)) {
                assertThat(weights.tensors()).isNotEmpty();
                opened++;
            } catch (WeightsException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
        // Behind the first tensor and behind the last.
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void noticesEveryFlippedBitOfAFileWithChecksum() throws IOException {
        byte[] bytes = bytes("crc.ckpt");
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            Files.write(file, bytes);
            assertThatThrownBy(() -> MindSporeFile.open(file).close())
                    .as("bit %d", bit)
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(file.toString());
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        }
    }

    /** Without a checksum a flipped bit may leave another value or name, but never anything except tensors or our error. */
    @Test
    void survivesEveryFlippedBitOfAFileWithoutChecksum() throws IOException {
        TensorData first = TensorData.of(new float[] {1, 2, 3}, 3);
        TensorData second = TensorData.of(new float[] {4}, 1);
        MindSporeWriter.write(file, new TreeMap<>(Map.of("first", first, "second", second)));
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            Files.write(file, bytes);
            try (WeightsFile weights = MindSporeFile.open(file)) {
                weights.readAll(name -> true);
            } catch (WeightsException e) {
                assertThat(e).hasMessageContaining(file.toString());
                refused++;
            }
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        }
        assertThat(refused).isGreaterThan(bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        // a value's length of 2^63 and 2^64 - 1, of 2^32, of one too many
        "0a80808080808080808001, 0a0161, 9223372036854775808 bytes",
        "0affffffffffffffffff01, 0a0161, 18446744073709551615 bytes",
        "0a8080808010, 0a0161, 4294967296 bytes",
        "0a04, 0a0161, the field at byte 1 takes 4 bytes",
        "0affffffffffffffffffff01, 0a0161, more than ten bytes",
        // a tag and a tensor longer than their value
        "0a0d, 0a016112081207466c6f617433, takes 7 bytes",
        "0a03, 0a0461, takes 4 bytes",
        // known fields of another wire type, unknown ones of none
        "0a05, 0a016110ff, field 2 of type 0",
        "0a05, 0a01610801, field 1 of type 0",
        "0a06, 0a0161120108, the midst of a field",
        "0a04, 0a016123, field 4 of the unknown type 3",
        "0a04, 0a016106, field 0",
        "0a05, 0a01612101, the midst of a number",
        "0a05, 0a01612501, the midst of a number",
        // no name, text that is not UTF-8, no type, two tensors
        "0a02, 0a00, no name",
        "0a04, 0a0261ff, not UTF-8",
        "0a05, 0a01611200, no type",
        "0a13, 0a016112061204426f6f6c12061204426f6f6c, 2 tensors"
    })
    void namesWhatIsWrong(String start, String rest, String message) throws IOException {
        Files.write(file, HexFormat.of().parseHex(start + rest));
        assertThatThrownBy(() -> MindSporeFile.open(file).close())
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    /** Dims, each a varint, of a float tensor with four bytes. */
    @ParameterizedTest
    @CsvSource({
        "02, F32[2] takes 8 bytes",
        "ffffffffffffffffff01, negative side",
        "ffffffffffffffff7f, too large",
        "808080808080808010, F32[1152921504606846976] takes 4611686018427387904 bytes",
        "8080808080808080808001, more than ten bytes"
    })
    void refusesAbsurdShapes(String dim, String message) throws IOException {
        Files.write(file, HexFormat.of().parseHex(value("08" + dim + "1207466c6f61743332" + "1a0400000000")));
        assertRefused(message);
    }

    @Test
    void refusesMoreThanASingleValueOfNoAxis() throws IOException {
        Files.write(file, HexFormat.of().parseHex(value("0800" + "1207466c6f61743332" + "1a050000000000")));
        assertRefused("F32[0] takes 0 bytes, the file has 5");
    }

    private static String value(String tensor) {
        String inner = "0a0161" + "12" + HexFormat.of().toHexDigits((byte) (tensor.length() / 2)) + tensor;
        return "0a" + HexFormat.of().toHexDigits((byte) (inner.length() / 2)) + inner;
    }

    @Test
    void refusesTooManyAxes() throws IOException {
        Files.write(file, HexFormat.of().parseHex(value("0801".repeat(33) + "1207466c6f61743332")));
        assertRefused("more than 32 axes");
    }

    @Test
    void refusesATensorThatStandsTwice() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        MindSporeWriter.write(one, Map.of("a", TensorData.of(new float[] {1, 2}, 2)));
        MindSporeWriter.write(two, Map.of("b", TensorData.of(new float[] {1, 2}, 2)));
        byte[] a = Files.readAllBytes(one);
        byte[] b = Files.readAllBytes(two);
        Files.write(file, concat(a, a));
        assertRefused("takes 8 bytes, the file has 16 in 2 values of that name");
        Files.write(file, concat(a, b, a));
        assertRefused("tensor 'a': stands twice, again at byte " + (a.length + b.length));
        MindSporeWriter.write(two, Map.of("a", TensorData.of(new float[] {1}, 1)));
        Files.write(file, concat(a, Files.readAllBytes(two)));
        assertRefused("stands twice, as Float32[2] and as Float32[1]");
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                List.of(parts).stream().mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /** Five tensors of 1 GiB in a file with holes: more than the heap and more than 32 bits count. */
    @Test
    void opensAFileLargerThanMemory() throws IOException {
        long bytes = 1L << 30;
        byte[] head = HexFormat.of()
                .parseHex("0a9c80808004" + "0a0161" + "129380808004" + "08" + "8080808004" + "1205" + "55496e7438"
                        + "1a8080808004");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long position = 0;
            for (char name = 'a'; name < 'f'; name++) {
                head[8] = (byte) name;
                channel.write(ByteBuffer.wrap(head), position);
                position += head.length + bytes;
            }
            Path small = folder.resolve("small");
            MindSporeWriter.write(small, Map.of("small", TensorData.of(new float[] {1, 2}, 2)));
            channel.write(ByteBuffer.wrap(Files.readAllBytes(small)), position);
        }
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.tensors()).hasSize(6).containsEntry("e", new TensorInfo(DataType.U8, List.of(bytes)));
            assertThat(weights.read("small").toFloatArray()).containsExactly(1, 2);
        }
    }

    @Test
    void noticesAFileThatShrinksWhileOpen() throws IOException {
        MindSporeWriter.write(file, Map.of("a", TensorData.of(new float[] {1, 2}, 2)));
        try (WeightsFile weights = WeightsFiles.open(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
            assertThatThrownBy(() -> weights.read("a"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void takesNoTextForACheckpoint() throws IOException {
        Files.writeString(file, "\nA\n\nfoo and more of the text", StandardCharsets.US_ASCII);
        assertRefused("looks like text");
    }
}
