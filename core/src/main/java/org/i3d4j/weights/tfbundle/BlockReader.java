package org.i3d4j.weights.tfbundle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the entries of blocks: of each key only what differs from the one before is stored. The restart points behind
 * the entries serve searches and are passed over.
 */
final class BlockReader {
    private static final int MAXIMUM_KEY_BYTES = 4096;
    private static final int MAXIMUM_ENTRIES = 100_000;
    /** Shared prefixes let a small block stand for far more than it holds. */
    private static final long MAXIMUM_BYTES = 64L << 20;

    private final List<TableEntry> entries = new ArrayList<>();
    private long bytes;

    /** The entries of all blocks added. */
    List<TableEntry> entries() {
        return entries;
    }

    /** @throws IOException if {@code block} is damaged, or there are too many entries */
    void add(ByteBuffer block) throws IOException {
        ByteBuffer stored = block.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (stored.limit() < Integer.BYTES) {
            throw new IOException("a block of " + stored.limit() + " bytes is too short");
        }
        long restarts = stored.getInt(stored.limit() - Integer.BYTES) & 0xffffffffL;
        long entriesBytes = stored.limit() - Integer.BYTES - restarts * Integer.BYTES;
        if (entriesBytes < 0) {
            throw new IOException("a block of " + stored.limit() + " bytes has " + restarts + " restart points");
        }
        CodedInputStream in = CodedInputStream.newInstance(stored.slice(0, (int) entriesBytes));
        ByteString key = ByteString.EMPTY;
        while (!in.isAtEnd()) {
            TableEntry entry = readEntry(in, key);
            key = entry.key();
            bytes += key.size() + (long) entry.value().size();
            if (bytes > MAXIMUM_BYTES) {
                throw new IOException("its entries take more than " + MAXIMUM_BYTES + " bytes");
            }
            if (entries.size() == MAXIMUM_ENTRIES) {
                throw new IOException("more than " + MAXIMUM_ENTRIES + " entries");
            }
            entries.add(entry);
        }
    }

    private static TableEntry readEntry(CodedInputStream in, ByteString before) throws IOException {
        int shared = readLength(in, before.size(), "shared with the key before");
        int own = readLength(in, MAXIMUM_KEY_BYTES - shared, "of a key");
        int valueBytes = readLength(in, Integer.MAX_VALUE, "of a value");
        byte[] key = Arrays.copyOf(before.toByteArray(), shared + own);
        byte[] rest = in.readRawBytes(own);
        System.arraycopy(rest, 0, key, shared, own);
        return new TableEntry(ByteString.copyFrom(key), ByteString.copyFrom(in.readRawBytes(valueBytes)));
    }

    private static int readLength(CodedInputStream in, int maximum, String what) throws IOException {
        long length = in.readRawVarint64();
        if (length < 0 || length > maximum) {
            throw new IOException(
                    Long.toUnsignedString(length) + " bytes " + what + "; at most " + maximum + " are possible");
        }
        return (int) length;
    }
}
