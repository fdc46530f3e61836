package org.i3d4j.weights.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.weights.pickle.TorchFiles.assertFloats;
import static org.i3d4j.weights.pickle.TorchFiles.floatTensor;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyPickleTest {
    /** Too many values for memory: their bytes stay in the file. */
    private static final int LONG = 40_000;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("model.pkl");
    }

    /** The file that {@code make_fixtures.py} made. */
    private static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(NumpyPickleTest.class.getResource("/weights/pickle/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a pickle of a byte a char. */
    private void write(String pickle) throws IOException {
        Files.write(file, pickle.getBytes(ISO_8859_1));
    }

    /** A dict with one array as Python 2 wrote it, {@code values} being the instruction with its bytes. */
    private static String arrayOf(String code, String order, String shape, String fortran, String values) {
        return "\u0080\u0002}U\u0001acnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\u0000\u0085U\u0001b\u0087R(K\u0001"
                + shape + "cnumpy\ndtype\nU" + (char) code.length() + code + "K\u0000K\u0001\u0087R(K\u0003U\u0001"
                + order
                + "NNNK\u0000K\u0000K\u0000tb" + fortran + values + "tbs.";
    }

    private static String littleEndian(int number) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
        return new String(bytes, ISO_8859_1);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocol2.pkl", "protocol4.pkl", "protocol5.pkl"})
    void readsEveryTypeAndOrder(String name) {
        try (WeightsFile weights = WeightsFiles.open(fixture(name))) {
            assertThat(weights.format()).isEqualTo("pickle");
            for (String array : new String[] {"float32", "float64", "float16", "fortran", "big", "both"}) {
                assertThat(weights.read("blobs." + array).shape()).as(array).containsExactly(2L, 3L);
                assertFloats(weights, "blobs." + array, -0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f);
            }
            assertThat(weights.read("blobs.both").dataType()).isEqualTo(DataType.F64);
            assertThat(weights.read("blobs.int64").shape()).isEmpty();
            assertThat(weights.read("blobs.int64").values().getLong(0)).isEqualTo(7);
            assertThat(weights.read("blobs.int32").values().getInt(4)).isEqualTo(-2);
            assertThat(weights.read("blobs.int16").values().getShort(0)).isEqualTo((short) 300);
            assertThat(weights.read("blobs.int8").values().get(1)).isEqualTo((byte) -2);
            assertThat(weights.read("blobs.uint8").values().get(1)).isEqualTo((byte) 255);
            assertThat(weights.read("blobs.bool").values()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0}));
            assertThat(weights.read("blobs.empty").shape()).containsExactly(0L, 3L);
            assertThat(weights.metadata())
                    .isEqualTo(Map.of("pickle.epoch", "7", "pickle.arch", "i3d", "pickle.lr", "0.5"));
        }
    }

    /** They may stand beside others, as long as nobody asks for them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "objects; an array of Python objects; in Python, array.astype('float32')",
                "complex; values of type 'c8'",
                "text; values of type 'U1'"
            })
    void arraysOfOtherKindsAreNamedWhenAskedFor(String array, String kind) {
        for (String name : new String[] {"protocol2.pkl", "protocol4.pkl", "protocol5.pkl"}) {
            try (WeightsFile weights = WeightsFiles.open(fixture(name))) {
                assertThat(weights.tensors()).doesNotContainKey("blobs." + array);
                assertThatThrownBy(() -> weights.read("blobs." + array))
                        .isInstanceOf(WeightsException.class)
                        .hasMessageContaining(name + ": 'blobs." + array + "' can't be read: " + kind);
            }
        }
    }

    @Test
    void readsWhatPython2Wrote() {
        try (WeightsFile weights = WeightsFiles.open(fixture("python2.pkl"))) {
            assertThat(weights.tensors().keySet())
                    .containsExactly(
                            "blobs.conv1_w",
                            "blobs.conv1_w_momentum",
                            "blobs.res_conv1_bn_s",
                            "blobs.res_conv1_bn_riv",
                            "blobs.pred_w",
                            "blobs.pred_b",
                            "blobs.model_iter",
                            "blobs.lr");
            assertThat(weights.read("blobs.conv1_w").shape()).containsExactly(2L, 3L, 5L, 7L, 7L);
            assertThat(weights.read("blobs.conv1_w").toFloatArray())
                    .startsWith(0, 1, 2)
                    .endsWith(1468, 1469);
            assertFloats(weights, "blobs.res_conv1_bn_riv", 3, 4);
            assertFloats(weights, "blobs.pred_w", 0.5f, -0.5f);
            assertFloats(weights, "blobs.pred_b", -0f);
            assertThat(weights.read("blobs.model_iter").values().getLong(0)).isEqualTo(900_000);
        }
    }

    private static byte[] manyBytes() {
        byte[] values = new byte[LONG * Float.BYTES];
        for (int i = 0; i < LONG; i++) {
            ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).putFloat(i * Float.BYTES, i * 0.37f);
        }
        return values;
    }

    /** Bytes as Python 2 wrote them, bytes of Python 3, text that stands for bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"T", "B", "c_codecs\nencode\nX"})
    void leavesManyValuesWhereTheyLie(String instruction) throws IOException {
        byte[] values = manyBytes();
        boolean text = instruction.endsWith("X");
        byte[] stored = text ? new String(values, ISO_8859_1).getBytes(UTF_8) : values;
        String bytes = instruction
                + littleEndian(stored.length)
                + new String(stored, ISO_8859_1)
                + (text ? "U\u0006latin1\u0086R" : "");
        String shape = "M" + (char) (LONG & 0xff) + (char) (LONG >> Byte.SIZE) + "\u0085";
        write(arrayOf("f4", "<", shape, "\u0089", bytes));
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.read("a").values()).isEqualTo(ByteBuffer.wrap(values));
            Files.write(file, new byte[100]);
            assertThatThrownBy(() -> weights.read("a"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(file + ": truncated");
        }
    }

    @Test
    void refusesLongTextThatIsNoBytes() throws IOException {
        byte[] text = "€".repeat(LONG).getBytes(UTF_8);
        String encoded = "c_codecs\nencode\nX" + littleEndian(text.length) + new String(text, ISO_8859_1)
                + "U\u0006latin1\u0086R";
        write(arrayOf("u1", "|", "M\u0001\u0001\u0085", "\u0089", encoded));
        assertRefused("_codecs.encode: expected bytes, found long str");
        write(arrayOf(
                "u1",
                "|",
                "K\u0001\u0085",
                "\u0089",
                "c_codecs\nencode\nX\u0003\u0000\u0000\u0000\u00e2\u0082\u00acU\u0006latin1\u0086R"));
        assertRefused("_codecs.encode: text with characters that are no bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f4; <; K\u0002\u0085; \u0089; U\u0007abcdefg; F32[2] takes 8 bytes, found 7",
                "f4; <; K\u0002\u0085; \u0089; U\u0009abcdefghi; F32[2] takes 8 bytes, found 9",
                "f4; <; J\u00ff\u00ff\u00ff\u00ff\u0085; \u0089; U\u0004abcd; has a negative side",
                "f4; <; J\u00ff\u00ff\u00ff\u007f2\u0086; \u0089; U\u0004abcd; [2147483647, 2147483647] is too large",
                "f4; <; U\u00012\u0085; \u0089; U\u0004abcd; expected a whole number, found str",
                "f4; <; K2; \u0089; U\u0004abcd; expected a shape, found int",
                "f4; !; K\u0001\u0085; \u0089; U\u0004abcd; without an order of bytes that is known",
                "f4; <; K\u0001\u0085; N; U\u0004abcd; in Fortran's order, found None",
                "f4; <; K\u0001\u0085; \u0089; ]; expected bytes, found list",
                "f4; <; K\u0001\u0085; \u0089; cos\\nsystem\\nU\u0004echo\u0085R; refers to os.system, which is no tensor",
                "f4; <; K\u0001\u0085; \u0089; cnumpy\\nload\\nU\u0004echo\u0085R; refers to numpy.load, which is no tensor",
                "f4; <; K\u0001\u0085; \u0089; T\u00ff\u00ff\u00ff\u007fabcd; 2147483647 bytes were to follow",
                "f4; <; K\u0001\u0085; \u0089; X\u00ff\u00ff\u00ff\u007fabcd; 2147483647 bytes were to follow",
                "f4; <; K\u0001\u0085; \u0089; B\u00ff\u00ff\u00ff\u00ffabcd; 4294967295 bytes were to follow"
            })
    void namesWhatIsWrong(String code, String order, String shape, String fortran, String values, String message)
            throws IOException {
        write(arrayOf(code, order, shape, fortran, values.replace("\\n", "\n")));
        assertRefused(message);
    }

    @Test
    void refusesOtherClassesOfArrays() throws IOException {
        write(arrayOf("f4", "<", "K\u0001\u0085", "\u0089", "U\u0004abcd")
                .replace("cnumpy\nndarray", "cnumpy\nmatrix"));
        assertRefused("refers to numpy.matrix");
        write(arrayOf("f4", "<", "K\u0001\u0085", "\u0089", "U\u0004abcd")
                .replace("cnumpy\nndarray", "ctorch\nfloat32"));
        assertRefused("numpy.core.multiarray._reconstruct: makes something else than a numpy.ndarray");
    }

    @Test
    void saysWhatItCanNotRead() throws IOException {
        assertThatThrownBy(() -> WeightsFiles.open(fixture("list.pkl")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(
                        "list.pkl: holds a list, expected a dict of NumPy arrays; in Python: pickle.dump(");
        write("\u0080\u0003}.");
        assertRefused("holds no tensors, neither by themselves nor in dicts of dicts; found an empty dict");
        write("\u0080\u0002}U\u0001a" + floatTensor(1, 0, "1", "1") + "s.");
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThatThrownBy(() -> weights.read("a")).hasMessageContaining("whose values are not in the file");
        }
        write("(dp0\nS'a'\np1\nI1\ns.");
        assertRefused("a Python pickle of protocol 0");
    }

    /** As a training leaves them in a checkpoint of PyTorch. */
    @Test
    void arraysInFilesOfPyTorchAreNamedWhenAskedFor() {
        String dict = arrayOf("f4", "<", "K\u0001\u0085", "\u0089", "U\u0004abcd");
        TorchFiles.writeZip(file, dict, Map.of());
        try (WeightsFile weights = WeightsFiles.open(file)) {
            assertThat(weights.format()).isEqualTo("pytorch");
            assertThatThrownBy(() -> weights.read("a"))
                    .hasMessageContaining(file + ": 'a' can't be read: a NumPy array in a file of PyTorch");
        }
    }

    @Test
    void refusesBytesBehindThePickle() throws IOException {
        byte[] good = Files.readAllBytes(fixture("python2.pkl"));
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertRefused("the pickle ends at byte " + good.length + ", the file at " + (good.length + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small2.pkl", "small4.pkl", "small5.pkl"})
    void refusesEveryTruncation(String name) throws IOException {
        Files.copy(fixture(name), file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long length = channel.size() - 1; length >= 0; length--) {
                channel.truncate(length);
                assertThatThrownBy(() -> NumpyPickleFile.open(file))
                        .as("%d bytes", length)
                        .isInstanceOf(WeightsException.class)
                        .hasMessageContaining(file.toString());
            }
        }
    }

    /** There are no checksums: another value or name can't be noticed, but nothing else may happen. */
    @ParameterizedTest
    @ValueSource(strings = {"small2.pkl", "small4.pkl", "small5.pkl"})
    void survivesEveryFlippedBit(String name) throws IOException {
        Files.copy(fixture(name), file);
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
                int at = bit / Byte.SIZE;
                put(channel, at, bytes[at] ^ (1 << (bit % Byte.SIZE)));
                refused += isRefused() ? 1 : 0;
                put(channel, at, bytes[at]);
            }
        }
        assertThat(refused).isGreaterThan(bytes.length * Byte.SIZE / 3);
    }

    private static void put(FileChannel channel, long position, int value) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), position);
    }

    private boolean isRefused() {
        try (WeightsFile weights = NumpyPickleFile.open(file)) {
            weights.readAll(name -> true);
            return false;
        } catch (WeightsException e) {
            assertThat(e).hasMessageContaining(file.toString());
            return true;
        }
    }
}
