package org.i3d4j.weights.pickle.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.i3d4j.files.AtomicFile;

/**
 * Writes an archive of uncompressed members, one after the other, each aligned as PyTorch does: values can be
 * memory-mapped where they lie. The same members give the same bytes.
 */
public final class StoredZip {
    private static final int ALIGNMENT = 64;
    private static final int HEADER_BYTES = 30;
    private static final int ENTRY_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int EXTRA_HEADER_BYTES = 4;
    /** PyTorch's own id for padding. */
    private static final short PADDING_EXTRA = 0x4246;

    private static final short VERSION = 20;
    private static final short UTF8_NAME = 0x800;
    /** 1980-01-01, the first day that the format knows. */
    private static final short DATE = 0x21;
    /** Above these a zip64 archive would be needed. */
    private static final long MAXIMUM_BYTES = 0xffffffffL - 1;

    private static final int MAXIMUM_MEMBERS = 0xffff - 1;

    private final FileChannel channel;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int members;

    /** Writes to {@code channel} from its position 0 on; it stays the caller's to close. */
    public StoredZip(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Adds a member with what remains of {@code content}.
     *
     * @throws IOException if it can't be written or the archive would be of 4 GiB or more
     */
    public void add(String name, ByteBuffer content) throws IOException {
        byte[] rawName = name.getBytes(StandardCharsets.UTF_8);
        long start = channel.position();
        long dataStart = start + HEADER_BYTES + rawName.length + EXTRA_HEADER_BYTES;
        int padding = (int) ((ALIGNMENT - dataStart % ALIGNMENT) % ALIGNMENT);
        if (dataStart + padding + content.remaining() > MAXIMUM_BYTES || members == MAXIMUM_MEMBERS) {
            throw new IOException("a PyTorch file of more than 4 GiB or " + MAXIMUM_MEMBERS
                    + " tensors can't be written; use safetensors");
        }
        ByteBuffer common = common(content, rawName.length);
        ByteBuffer header = littleEndian(HEADER_BYTES + rawName.length + EXTRA_HEADER_BYTES + padding)
                .putInt(0x04034b50)
                .put(common.duplicate())
                .putShort((short) (EXTRA_HEADER_BYTES + padding))
                .put(rawName)
                .putShort(PADDING_EXTRA)
                .putShort((short) padding)
                .clear();
        AtomicFile.writeFully(channel, header);
        AtomicFile.writeFully(channel, content.duplicate());
        directory.write(entry(common, rawName, start));
        members++;
    }

    /** What header and directory share: version, flags, method, time, checksum, both sizes, length of the name. */
    private static ByteBuffer common(ByteBuffer content, int nameBytes) {
        var crc32 = new CRC32();
        crc32.update(content.duplicate());
        return littleEndian(HEADER_BYTES - Integer.BYTES - Short.BYTES)
                .putShort(VERSION)
                .putShort(UTF8_NAME)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt((int) crc32.getValue())
                .putInt(content.remaining())
                .putInt(content.remaining())
                .putShort((short) nameBytes)
                .flip();
    }

    private static byte[] entry(ByteBuffer common, byte[] rawName, long start) {
        return littleEndian(ENTRY_BYTES + rawName.length)
                .putInt(0x02014b50)
                .putShort(VERSION)
                .put(common)
                .position(ENTRY_BYTES - Integer.BYTES)
                .putInt((int) start)
                .put(rawName)
                .array();
    }

    /** Writes the directory; nothing can be added after it. */
    public void finish() throws IOException {
        long start = channel.position();
        byte[] entries = directory.toByteArray();
        ByteBuffer end = littleEndian(entries.length + END_BYTES)
                .put(entries)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) members)
                .putShort((short) members)
                .putInt(entries.length)
                .putInt((int) start)
                .clear();
        AtomicFile.writeFully(channel, end);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
