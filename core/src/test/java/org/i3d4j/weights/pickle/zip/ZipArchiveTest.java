package org.i3d4j.weights.pickle.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.weights.files.RandomAccessInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("a.zip");
    }

    private void write(String... names) {
        AtomicFile.write(file, channel -> {
            var zip = new StoredZip(channel);
            for (String name : names) {
                zip.add(name, ByteBuffer.wrap(CONTENT));
            }
            zip.finish();
        });
    }

    private void writeDeflated(int zeros) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a"));
            zip.write(new byte[zeros]);
        }
    }

    private byte[] read(String name) {
        try (RandomAccessInput bytes = RandomAccessInput.open(file, "a PyTorch file")) {
            ZipArchive archive = ZipArchive.read(bytes);
            return archive.readAll(archive.find(name).orElseThrow(), 1 << 20);
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> read("a"))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    /** Changes a number of the n-th entry of the directory. */
    private void patchEntry(int index, int at, int bytes, long value) throws IOException {
        ByteBuffer archive = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int position = -1;
        for (int entry = 0; entry <= index; entry++) {
            do {
                position++;
            } while (archive.getInt(position) != ENTRY_SIGNATURE);
        }
        for (int i = 0; i < bytes; i++) {
            archive.put(position + at + i, (byte) (value >> (i * Byte.SIZE)));
        }
        Files.write(file, archive.array());
    }

    @Test
    void readsStoredAndDeflatedMembers() throws IOException {
        write("a", "b/ü");
        assertThat(read("a")).isEqualTo(CONTENT);
        assertThat(read("b/ü")).isEqualTo(CONTENT);
        writeDeflated(200_000);
        assertThat(read("a")).isEqualTo(new byte[200_000]);
    }

    @Test
    void readsPartsAcrossChunks() throws IOException {
        byte[] content = new byte[200_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + i / 256);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a"));
            zip.write(content);
        }
        try (RandomAccessInput bytes = RandomAccessInput.open(file, "a PyTorch file")) {
            ZipArchive archive = ZipArchive.read(bytes);
            for (int start : new int[] {0, 1, 65_535, 65_536, 65_537, 131_000, 199_999}) {
                ByteBuffer part = ByteBuffer.allocate(Math.min(70_000, content.length - start));
                archive.read(archive.find("a").orElseThrow(), start, part);
                assertThat(part.flip()).isEqualTo(ByteBuffer.wrap(content, start, part.limit()));
            }
        }
    }

    @Test
    void refusesTwoMembersOfOneName() {
        write("a", "b", "a");
        assertRefused("two members are called 'a'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "../a", "b/../../a", "b/..", "C:a", "b\\a", "b\0a", ""})
    void refusesNamesThatLeadOut(String name) {
        write("a", name);
        assertRefused("leads out of the archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..a", "a..b", "a/...", "b/"})
    void takesNamesThatOnlyLookSo(String name) {
        write("a", name);
        assertThat(read(name)).isEqualTo(CONTENT);
    }

    /** The second member's header and content lie within the first one's. */
    @Test
    void refusesMembersThatOverlap() throws IOException {
        write("b");
        byte[] inner = Files.readAllBytes(file);
        AtomicFile.write(file, channel -> {
            var zip = new StoredZip(channel);
            zip.add("a", ByteBuffer.wrap(inner));
            zip.add("b", ByteBuffer.wrap(CONTENT));
            zip.finish();
        });
        // The first entry found is that of the inner archive, within the content.
        patchEntry(2, 42, 4, 64);
        assertRefused("members 'a' and 'b' overlap");
    }

    @Test
    void refusesMembersThatSwell() throws IOException {
        writeDeflated(65 << 20);
        assertRefused("would swell");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 2, 1, encrypted",
        "10, 2, 12, method 12",
        "10, 2, 8, another header",
        "16, 4, 1, checksum",
        "20, 4, 6, in 6",
        "24, 4, 6, has 6 bytes in 7",
        "24, 4, 4294967295, no zip64 field",
        "42, 4, 1, another header",
        "42, 4, 2147483647, truncated or damaged",
        "28, 2, 65535, ends behind it",
        "28, 2, 0, leads out",
        "0, 4, 0, fewer entries"
    })
    void refusesDamagedEntries(int at, int bytes, long value, String message) throws IOException {
        write("a");
        patchEntry(0, at, bytes, value);
        assertRefused(message);
    }

    @ParameterizedTest
    @CsvSource({"99999, longer than the directory", "100001, has 100000 bytes; the directory says 100001"})
    void refusesDeflatedMembersOfAnotherLength(int bytes, String message) throws IOException {
        writeDeflated(100_000);
        patchEntry(0, 24, 4, bytes);
        assertRefused(message);
    }

    @Test
    void refusesDeflatedNonsense() throws IOException {
        writeDeflated(100_000);
        byte[] bytes = Files.readAllBytes(file);
        bytes[31] ^= 0x06;
        Files.write(file, bytes);
        assertRefused("can't be inflated");
    }

    @ParameterizedTest
    @CsvSource({
        "10, 0, more entries",
        "10, 2, fewer entries",
        "16, 0, should end at",
        "12, 1, should end at",
        "4, 1, of several"
    })
    void refusesADamagedEnd(int at, int value, String message) throws IOException {
        write("a");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 22 + at] = (byte) value;
        Files.write(file, bytes);
        assertRefused(message);
    }

    @Test
    void readsTheWideNumbersOfZip64() throws IOException {
        Files.write(file, zip64(30 + 1 + CONTENT.length));
        assertThat(read("a")).isEqualTo(CONTENT);
        Files.write(file, zip64(Long.MAX_VALUE));
        assertRefused("should end at");
        Files.write(file, zip64(-1));
        assertRefused("should end at");
    }

    /** One member, all of whose numbers stand in zip64 fields. */
    private static byte[] zip64(long directoryStart) {
        var crc32 = new CRC32();
        crc32.update(CONTENT);
        int headerBytes = 30 + 1 + CONTENT.length;
        int entryBytes = 46 + 1 + 4 + 24;
        ByteBuffer zip =
                ByteBuffer.allocate(headerBytes + entryBytes + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).position(26);
        zip.putShort((short) 1).putShort((short) 0).put((byte) 'a').put(CONTENT);
        zip.putInt(ENTRY_SIGNATURE).position(headerBytes + 16);
        zip.putInt((int) crc32.getValue())
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 1)
                .putShort((short) 28);
        zip.position(headerBytes + 42);
        zip.putInt(-1).put((byte) 'a').putShort((short) 1).putShort((short) 24);
        zip.putLong(CONTENT.length).putLong(CONTENT.length).putLong(0);
        int end64 = headerBytes + entryBytes;
        zip.putInt(0x06064b50).putLong(44).position(end64 + 24);
        zip.putLong(1).putLong(1).putLong(entryBytes).putLong(directoryStart);
        zip.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
        zip.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        return zip.array();
    }
}
