package org.i3d4j.weights.pickle.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.weights.files.RandomAccessInput;

/** Python {@code bytes}: few of them in memory, the values of a large array left where they lie in the file. */
public sealed interface PyBytes {
    /** How many they are. */
    long size();

    /**
     * Fills {@code into}, which has room for all of them.
     *
     * @param file where the pickle came from, of which it is the beginning
     * @throws WeightsException if the file can't be read
     */
    void read(RandomAccessInput file, ByteBuffer into);

    /**
     * The bytes of text of a char a byte, as Python 2 pickled them.
     *
     * @throws WeightsException if a char is no byte
     */
    static PyBytes ofLatin1(String text) {
        if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            throw new WeightsException("text with characters that are no bytes (beyond latin-1)");
        }
        return new Held(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Bytes in memory; equal only to itself, as {@link PyTuple}. */
    final class Held implements PyBytes {
        private final byte[] content;

        /** Keeps {@code content}. */
        Held(byte[] content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.length;
        }

        /** A read-only view, little-endian. */
        ByteBuffer view() {
            return ByteBuffer.wrap(content).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public void read(RandomAccessInput file, ByteBuffer into) {
            into.put(content);
        }
    }

    /**
     * Bytes in the file, as they are.
     *
     * @param position of the first
     */
    record InFile(long position, long size) implements PyBytes {
        @Override
        public void read(RandomAccessInput file, ByteBuffer into) {
            file.readFully(into.slice(), position);
            into.position(into.limit());
        }
    }

    /**
     * Bytes in the file as Python 3 writes them in protocol 2, which knows text only: each a character, in UTF-8.
     *
     * @param position of the first
     * @param length of the text in UTF-8
     */
    record TextInFile(long position, long length, long size) implements PyBytes {
        private static final int BLOCK_BYTES = 1 << 16;

        /** Passes over the text that comes next in {@code in}, which stands at {@code position}. */
        static TextInFile measure(InputStream in, long position, long length) throws IOException {
            LatinText text = new LatinText();
            byte[] block = new byte[BLOCK_BYTES];
            for (long left = length; left > 0; ) {
                int count = in.readNBytes(block, 0, (int) Math.min(block.length, left));
                if (count == 0) {
                    throw new WeightsException("truncated: ends at byte " + (position + length - left));
                }
                text.decode(block, count);
                left -= count;
            }
            return new TextInFile(position, length, text.size());
        }

        @Override
        public void read(RandomAccessInput file, ByteBuffer into) {
            LatinText text = new LatinText();
            InputStream in = file.stream(position, length);
            byte[] block = new byte[BLOCK_BYTES];
            try {
                for (int count = in.read(block); count > 0; count = in.read(block)) {
                    int decoded = text.decode(block, count);
                    if (decoded > into.remaining()) {
                        throw new WeightsException(
                                file.file() + ": has other values than before; was it replaced while open?");
                    }
                    into.put(block, 0, decoded);
                }
            } catch (IOException e) {
                throw new WeightsException(file.file() + ": can't be read: " + IoReason.of(e, file.file()), e);
            }
        }
    }
}
