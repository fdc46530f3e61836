package org.i3d4j.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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
     * Reads all of {@code file} once and compares.
     *
     * @param reader reads the values of a tensor, by its name, into memory of its own; empty if it has no use for them
     * @throws WeightsException if the checksum is missing or another one
     */
    static void require(
            Path file, FileChannel channel, SafetensorsHeader header, Function<String, Optional<ByteBuffer>> reader)
            throws IOException {
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
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        long read = header.dataStart();
        for (String name : header.inFileOrder()) {
            Optional<ByteBuffer> values = reader.apply(name);
            if (values.isPresent()) {
                sum.update(values.get().duplicate());
            } else {
                add(read, header.end(name), channel, block, sum);
            }
            read = header.end(name);
        }
        add(read, Long.MAX_VALUE, channel, block, sum);
        if (!digits(sum).equals(expected)) {
            throw new WeightsException(file + ": damaged: its checksum is " + expected + ", its content has "
                    + digits(sum) + " (or another program wrote it anew and kept the entry '" + KEY + "')");
        }
    }

    /**
     * Up to {@code end}, or the end of the file.
     *
     * @param block to read into
     */
    private static void add(long begin, long end, FileChannel channel, ByteBuffer block, CRC32C sum)
            throws IOException {
        long at = begin;
        while (at < end) {
            int read = channel.read(block.clear().limit((int) Math.min(block.capacity(), end - at)), at);
            if (read < 0) {
                return;
            }
            at += read;
            sum.update(block.flip());
        }
    }
}
