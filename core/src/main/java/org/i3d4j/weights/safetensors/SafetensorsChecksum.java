package org.i3d4j.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.i3d4j.error.WeightsException;

/**
 * The checksum that a safetensors file can carry of itself: a metadata entry {@code crc32c} with the CRC-32C (RFC 3720)
 * of the whole file in eight hexadecimal digits, taken with the digits as zeros, and an entry {@code checksum} that says
 * so. Two entries, for damage to the name of one must not look like a file without a checksum.
 */
final class SafetensorsChecksum {
    static final String KEY = "crc32c";
    static final String KIND_KEY = "checksum";
    private static final String BLANK = "00000000";
    /** JSON escapes the quotes within names and texts: outside of the entry itself there are no such bytes. */
    private static final String ENTRY = "\"" + KEY + "\":\"";

    private static final int BLOCK_BYTES = 1 << 20;

    private SafetensorsChecksum() {}

    /** {@code metadata} with the entries, the digits still zeros. */
    static Map<String, String> blankIn(Map<String, String> metadata) {
        Map<String, String> entries = new TreeMap<>(metadata);
        entries.put(KIND_KEY, KEY);
        entries.put(KEY, BLANK);
        return entries;
    }

    static String digits(CRC32C sum) {
        return HexFormat.of().toHexDigits(sum.getValue(), BLANK.length());
    }

    /** Where in the bytes of a header as we write it the digits are; -1 if they are not there. */
    static int position(byte[] header) {
        String text = new String(header, StandardCharsets.ISO_8859_1);
        int entry = text.indexOf(ENTRY);
        int digits = entry + ENTRY.length();
        boolean whole = entry >= 0 && text.indexOf('"', digits) == digits + BLANK.length();
        return whole ? digits : -1;
    }

    /**
     * Reads all of {@code file} and compares.
     *
     * @throws WeightsException if the checksum is missing or another one
     */
    static void require(Path file, FileChannel channel, SafetensorsHeader header) throws IOException {
        String expected = header.metadata().get(KEY);
        ByteBuffer start = ByteBuffer.allocate(Math.toIntExact(header.dataStart()));
        SafetensorsHeader.readFully(file, channel, start, 0);
        int position = position(start.array());
        if (expected == null || position < 0) {
            throw new WeightsException(file + ": damaged: its metadata names a checksum, but there is no entry '" + KEY
                    + "' with " + BLANK.length() + " digits where it was written");
        }
        System.arraycopy(BLANK.getBytes(StandardCharsets.US_ASCII), 0, start.array(), position, BLANK.length());
        CRC32C sum = new CRC32C();
        sum.update(start);
        addFrom(header.dataStart(), channel, sum);
        if (!digits(sum).equals(expected)) {
            throw new WeightsException(file + ": damaged: its checksum is " + expected + ", its content has "
                    + digits(sum) + " (or another program wrote it anew and kept the entry '" + KEY + "')");
        }
    }

    private static void addFrom(long position, FileChannel channel, CRC32C sum) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        long at = position;
        for (int read = channel.read(block, at); read >= 0; read = channel.read(block, at)) {
            at += read;
            sum.update(block.flip());
            block.clear();
        }
    }
}
