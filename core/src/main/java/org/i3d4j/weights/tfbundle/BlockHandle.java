package org.i3d4j.weights.tfbundle;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/**
 * Where a block of a table lies, as the file says: not checked.
 *
 * @param offset its first byte
 * @param bytes its length without type and checksum
 */
record BlockHandle(long offset, long bytes) {

    static BlockHandle read(CodedInputStream in) throws IOException {
        return new BlockHandle(in.readRawVarint64(), in.readRawVarint64());
    }

    /** Length of this handle itself in a file. */
    int storedBytes() {
        return CodedOutputStream.computeUInt64SizeNoTag(offset) + CodedOutputStream.computeUInt64SizeNoTag(bytes);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bytes) + " bytes at byte " + Long.toUnsignedString(offset);
    }
}
