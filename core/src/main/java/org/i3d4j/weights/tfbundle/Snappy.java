package org.i3d4j.weights.tfbundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decompresses the raw <a href="https://github.com/google/snappy/blob/main/format_description.txt">Snappy format</a>:
 * literals and copies of what came before.
 */
final class Snappy {
    /** The densest element: three bytes that copy 64. */
    private static final int MAXIMUM_RATIO = 22;

    private static final int LITERAL = 0;
    private static final int COPY_1 = 1;
    private static final int COPY_2 = 2;
    /** Literals of up to this length have it in their tag; the length of longer ones follows. */
    private static final int SHORT_LITERAL = 60;

    private final ByteBuffer from;
    private final ByteBuffer to;

    private Snappy(ByteBuffer from, ByteBuffer to) {
        this.from = from;
        this.to = to;
    }

    /** @throws IOException if {@code compressed} is damaged; no more memory is taken than such input can fill */
    static byte[] decompress(ByteBuffer compressed) throws IOException {
        ByteBuffer from = compressed.slice().order(ByteOrder.LITTLE_ENDIAN);
        long bytes = readLength(from);
        if (bytes > (long) MAXIMUM_RATIO * from.remaining() || bytes > Integer.MAX_VALUE) {
            throw new IOException(from.remaining() + " bytes of Snappy can't become " + bytes);
        }
        ByteBuffer to = ByteBuffer.allocate((int) bytes);
        Snappy snappy = new Snappy(from, to);
        while (from.hasRemaining()) {
            snappy.readElement();
        }
        if (to.hasRemaining()) {
            throw new IOException("Snappy block ends at byte " + to.position() + " of " + bytes);
        }
        return to.array();
    }

    private static long readLength(ByteBuffer from) throws IOException {
        long length = 0;
        for (int shift = 0; shift < Integer.SIZE && from.hasRemaining(); shift += 7) {
            int next = from.get();
            length |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return length;
            }
        }
        throw new IOException("Snappy block without a length");
    }

    private void readElement() throws IOException {
        int tag = from.get() & 0xff;
        int upper = tag >> 2;
        switch (tag & 3) {
            case LITERAL -> literal(upper < SHORT_LITERAL ? upper + 1L : readNumber(upper - SHORT_LITERAL + 1) + 1);
            case COPY_1 -> copy((tag & 0x1c) / 4 + 4, ((tag & 0xe0L) << 3) | readNumber(1));
            case COPY_2 -> copy(upper + 1, readNumber(Short.BYTES));
            default -> copy(upper + 1, readNumber(Integer.BYTES));
        }
    }

    private long readNumber(int bytes) throws IOException {
        require(bytes <= from.remaining(), "is truncated");
        long number = 0;
        for (int shift = 0; shift < bytes * Byte.SIZE; shift += Byte.SIZE) {
            number |= (from.get() & 0xffL) << shift;
        }
        return number;
    }

    private void literal(long bytes) throws IOException {
        require(bytes <= from.remaining(), "is truncated");
        require(bytes <= to.remaining(), "is longer than it says");
        to.put(from.slice().limit((int) bytes));
        from.position(from.position() + (int) bytes);
    }

    /** Byte by byte: a copy may run into what it writes, which repeats it. */
    private void copy(int bytes, long offset) throws IOException {
        require(offset >= 1 && offset <= to.position(), "copies from before its start");
        require(bytes <= to.remaining(), "is longer than it says");
        for (int i = 0; i < bytes; i++) {
            to.put(to.get(to.position() - (int) offset));
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("Snappy block " + otherwise);
        }
    }
}
