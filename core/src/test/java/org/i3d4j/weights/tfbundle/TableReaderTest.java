package org.i3d4j.weights.tfbundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables with good checksums around hostile blocks. */
class TableReaderTest {
    private static final Path FILE = Path.of("m.index");
    private static final String NO_RESTARTS = "00000000";

    private final ByteArrayOutputStream table = new ByteArrayOutputStream();

    private ByteString append(byte[] block, int type) throws IOException {
        ByteString handle = handle(table.size(), block.length);
        byte[] typed = Arrays.copyOf(block, block.length + 1);
        typed[block.length] = (byte) type;
        table.write(typed);
        table.write(littleEndian(4).putInt(MaskedCrc.of(ByteBuffer.wrap(typed))).array());
        return handle;
    }

    private static ByteString handle(long offset, long bytes) throws IOException {
        ByteString.Output handle = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(handle);
        out.writeUInt64NoTag(offset);
        out.writeUInt64NoTag(bytes);
        out.flush();
        return handle.toByteString();
    }

    private List<TableEntry> read(ByteString... handles) throws IOException {
        BlockWriter index = new BlockWriter(1);
        for (ByteString handle : handles) {
            index.add(new TableEntry(ByteString.copyFromUtf8("k"), handle));
        }
        return finish(append(HexFormat.of().parseHex(NO_RESTARTS), 0).concat(append(index.toByteArray(), 0)));
    }

    private List<TableEntry> finish(ByteString handles) throws IOException {
        table.write(Arrays.copyOf(handles.toByteArray(), TableFormat.HANDLES_BYTES));
        table.write(littleEndian(8).putLong(TableFormat.MAGIC).array());
        return TableReader.read(FILE, table.toByteArray());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @CsvSource({
        // shared, own and value bytes
        "01000061, 1 bytes shared with the key before",
        "00ffffffffffffffffff0161, 18446744073709551615 bytes of a key",
        "008080808080808080800161, 9223372036854775808 bytes of a key",
        "00802061, damaged index",
        "00812061, 4097 bytes of a key",
        "00018080808008, 2147483648 bytes of a value",
        "0001ffffffff0761, damaged index",
        "ffffffffffffffffffff01, damaged index",
        "0001, damaged index",
        "00, damaged index"
    })
    void refusesDamagedEntries(String entries, String message) throws IOException {
        ByteString handle = append(HexFormat.of().parseHex(entries + NO_RESTARTS), 0);
        assertThatThrownBy(() -> read(handle))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("m.index: damaged index: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"01000000, 1 restart points", "ffffffff, 4294967295 restart points", "000000, too short"})
    void refusesAbsurdNumbersOfRestartPoints(String block, String message) throws IOException {
        ByteString handle = append(HexFormat.of().parseHex(block), 0);
        assertThatThrownBy(() -> read(handle))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1",
        "-1, 1",
        "0, 9223372036854775807",
        "9223372036854775807, 9223372036854775807",
        "1000, 1",
        "0, 100"
    })
    void refusesBlocksOutsideTheFile(long offset, long bytes) throws IOException {
        ByteString handle = handle(offset, bytes);
        assertThatThrownBy(() -> read(handle))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("lies outside the file");
    }

    @Test
    void refusesABlockThatStandsForSeveral() throws IOException {
        ByteString handle = append(HexFormat.of().parseHex(NO_RESTARTS), 0);
        assertThatThrownBy(() -> read(handle, handle))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("overlaps");
    }

    @Test
    void endsOnAnIndexThatPointsToItself() throws IOException {
        BlockWriter index = new BlockWriter(1);
        index.add(new TableEntry(ByteString.EMPTY, handle(0, 13)));
        assertThat(index.bytes()).isEqualTo(13);
        ByteString handle = append(index.toByteArray(), 0);
        // Read as a block of entries it is one entry with an empty name: a table, though no bundle.
        assertThat(finish(handle.concat(handle))).hasSize(1);
    }

    @Test
    void refusesAFooterThatIsNotPaddedWithZeros() {
        assertThatThrownBy(() -> finish(append(HexFormat.of().parseHex(NO_RESTARTS), 0)
                        .concat(handle(0, 4))
                        .concat(ByteString.copyFromUtf8("x"))))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("not padded with zeros");
    }

    @Test
    void boundsTheTextThatSharedPrefixesStandFor() throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(block);
        byte[] name = new byte[4000];
        writeEntry(out, 0, name);
        for (int i = 0; i < 20_000; i++) {
            writeEntry(out, name.length, new byte[0]);
        }
        out.writeFixed32NoTag(0);
        out.flush();
        ByteString handle = append(block.toByteArray(), 0);
        assertThatThrownBy(() -> read(handle))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("entries take more than");
    }

    @Test
    void boundsTheNumberOfEntries() throws IOException {
        ByteString handle = append(new byte[3 * 100_001 + 4], 0);
        assertThatThrownBy(() -> read(handle))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("more than 100000 entries");
    }

    private static void writeEntry(CodedOutputStream out, int shared, byte[] own) throws IOException {
        out.writeUInt32NoTag(shared);
        out.writeUInt32NoTag(own.length);
        out.writeUInt32NoTag(0);
        out.writeRawBytes(own);
    }

    @Test
    void decompressesSnappyBlocks() throws IOException {
        // 9 bytes: a literal of all
        byte[] block = HexFormat.of().parseHex("0920" + "0001016162" + NO_RESTARTS);
        assertThat(read(append(block, 1)))
                .containsExactly(new TableEntry(ByteString.copyFromUtf8("a"), ByteString.copyFromUtf8("b")));
    }

    @Test
    void refusesUnknownCompression() throws IOException {
        ByteString handle = append(HexFormat.of().parseHex(NO_RESTARTS), 2);
        assertThatThrownBy(() -> read(handle)).hasMessageContaining("unknown method 2");
    }
}
