package org.i3d4j.weights.tfbundle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes tables of LevelDB's format, uncompressed, with the block sizes that TensorFlow uses. */
final class TableWriter {
    private static final int BLOCK_BYTES = 1 << 18;
    /** Every so many entries the whole key is stored, for searches. */
    private static final int RESTART_INTERVAL = 16;

    private static final int INDEX_RESTART_INTERVAL = 1;

    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private final BlockWriter index = new BlockWriter(INDEX_RESTART_INTERVAL);
    private BlockWriter block = new BlockWriter(RESTART_INTERVAL);

    private TableWriter() {}

    /** @param entries by ascending key, at least one */
    static byte[] write(Iterable<TableEntry> entries) {
        try {
            return new TableWriter().table(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private byte[] table(Iterable<TableEntry> entries) throws IOException {
        ByteString last = ByteString.EMPTY;
        for (TableEntry entry : entries) {
            if (block.bytes() >= BLOCK_BYTES) {
                finishBlock(separator(last, entry.key()));
            }
            block.add(entry);
            last = entry.key();
        }
        finishBlock(successor(last));
        ByteString metaindex = append(new BlockWriter(RESTART_INTERVAL));
        ByteString handles = metaindex.concat(append(index));
        table.write(Arrays.copyOf(handles.toByteArray(), TableFormat.HANDLES_BYTES));
        table.write(littleEndian(Long.BYTES).putLong(TableFormat.MAGIC).array());
        return table.toByteArray();
    }

    private void finishBlock(ByteString indexKey) throws IOException {
        index.add(new TableEntry(indexKey, append(block)));
        block = new BlockWriter(RESTART_INTERVAL);
    }

    /** Appends a block; returns its handle. */
    private ByteString append(BlockWriter finished) throws IOException {
        byte[] bytes = Arrays.copyOf(finished.toByteArray(), finished.bytes() + 1);
        ByteString.Output handle = ByteString.newOutput();
        CodedOutputStream varints = CodedOutputStream.newInstance(handle);
        varints.writeUInt64NoTag(table.size());
        varints.writeUInt64NoTag(finished.bytes());
        varints.flush();
        bytes[finished.bytes()] = TableFormat.UNCOMPRESSED;
        table.write(bytes);
        table.write(littleEndian(Integer.BYTES)
                .putInt(MaskedCrc.of(ByteBuffer.wrap(bytes)))
                .array());
        return handle.toByteString();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A short key from {@code last} on and before {@code next}. */
    private static ByteString separator(ByteString last, ByteString next) {
        int i = 0;
        while (i < Math.min(last.size(), next.size()) && last.byteAt(i) == next.byteAt(i)) {
            i++;
        }
        boolean between =
                i < Math.min(last.size(), next.size()) && (last.byteAt(i) & 0xff) + 1 < (next.byteAt(i) & 0xff);
        return between ? incremented(last, i) : last;
    }

    /** A short key from {@code last} on. */
    private static ByteString successor(ByteString last) {
        for (int i = 0; i < last.size(); i++) {
            if (last.byteAt(i) != (byte) 0xff) {
                return incremented(last, i);
            }
        }
        return last;
    }

    private static ByteString incremented(ByteString key, int at) {
        byte[] bytes = key.substring(0, at + 1).toByteArray();
        bytes[at]++;
        return ByteString.copyFrom(bytes);
    }
}
