package org.i3d4j.weights.tfbundle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.i3d4j.error.WeightsException;

/**
 * Reads a whole table of LevelDB's format: the footer points to the block of block handles, they to the blocks of
 * entries. The checksum of every block is verified.
 */
final class TableReader {
    private static final Comparator<ByteString> KEY_ORDER = ByteString.unsignedLexicographicalComparator();

    private final Path file;
    private final ByteBuffer table;

    private TableReader(Path file, byte[] table) {
        this.file = file;
        this.table = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * All entries, by ascending key.
     *
     * @param file named in errors
     * @throws WeightsException if {@code table} is truncated or damaged
     */
    static List<TableEntry> read(Path file, byte[] table) {
        try {
            return new TableReader(file, table).read();
        } catch (IOException e) {
            throw new WeightsException(file + ": damaged index: " + e.getMessage(), e);
        }
    }

    private List<TableEntry> read() throws IOException {
        int handlesAt = table.limit() - TableFormat.FOOTER_BYTES;
        if (handlesAt < 0 || table.getLong(handlesAt + TableFormat.HANDLES_BYTES) != TableFormat.MAGIC) {
            throw new WeightsException(
                    file + ": truncated or damaged: a TensorFlow index ends in its magic number, this (" + table.limit()
                            + " bytes) does not");
        }
        CodedInputStream footer = CodedInputStream.newInstance(table.array(), handlesAt, TableFormat.HANDLES_BYTES);
        BlockHandle metaindex = BlockHandle.read(footer);
        BlockHandle index = BlockHandle.read(footer);
        require(
                footer.getTotalBytesRead() == metaindex.storedBytes() + index.storedBytes(),
                "its footer writes numbers longer than they are");
        while (!footer.isAtEnd()) {
            require(footer.readRawByte() == 0, "its footer is not padded with zeros");
        }
        // Filters, which nobody needs to read all entries; damage in it is damage all the same.
        block(metaindex);
        BlockReader handles = new BlockReader();
        handles.add(block(index));
        return entries(handles.entries());
    }

    private List<TableEntry> entries(List<TableEntry> handles) throws IOException {
        BlockReader reader = new BlockReader();
        long end = 0;
        for (TableEntry entry : handles) {
            BlockHandle handle = BlockHandle.read(entry.value().newCodedInput());
            // Each block once, so that a small file can't stand for endless entries.
            require(
                    Long.compareUnsigned(handle.offset(), end) >= 0,
                    "a block of " + handle + " overlaps the one before");
            reader.add(block(handle));
            end = handle.offset() + handle.bytes();
        }
        requireSorted(reader.entries());
        return reader.entries();
    }

    private static void requireSorted(List<TableEntry> entries) throws IOException {
        for (int i = 1; i < entries.size(); i++) {
            require(
                    KEY_ORDER.compare(entries.get(i - 1).key(), entries.get(i).key()) < 0,
                    "its names are not sorted, or one stands twice");
        }
    }

    /** The verified and decompressed bytes of a block. */
    private ByteBuffer block(BlockHandle handle) throws IOException {
        long available = (long) table.limit() - TableFormat.FOOTER_BYTES - TableFormat.TRAILER_BYTES;
        require(
                handle.bytes() >= 0
                        && handle.bytes() <= available
                        && handle.offset() >= 0
                        && handle.offset() <= available - handle.bytes(),
                "a block of " + handle + " lies outside the file's " + table.limit() + " bytes");
        int offset = (int) handle.offset();
        int bytes = (int) handle.bytes();
        int found = MaskedCrc.of(table.slice(offset, bytes + 1));
        require(found == table.getInt(offset + bytes + 1), "a block of " + handle + " fails its checksum");
        byte type = table.get(offset + bytes);
        ByteBuffer stored = table.slice(offset, bytes);
        return switch (type) {
            case TableFormat.UNCOMPRESSED -> stored;
            case TableFormat.SNAPPY -> ByteBuffer.wrap(Snappy.decompress(stored));
            default -> throw new IOException("a block of " + handle + " is compressed by the unknown method " + type);
        };
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
