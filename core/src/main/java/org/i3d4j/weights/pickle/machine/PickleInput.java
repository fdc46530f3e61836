package org.i3d4j.weights.pickle.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;

/** The bytes of one or several pickles, read forwards; knows how many are left and never takes memory for more. */
public final class PickleInput {
    /** A pickle holds names and shapes; the values lie elsewhere. */
    public static final long MAXIMUM_BYTES = 64 << 20;

    private static final int MAXIMUM_LINE_BYTES = 1024;

    private final InputStream in;
    private final String source;
    private final long available;
    private long position;

    /**
     * Reads from {@code in}, which stays open; it should be buffered.
     *
     * @param source what messages start with: the file, or the file and the entry in it
     * @param available bytes that {@code in} has
     */
    public PickleInput(InputStream in, String source, long available) {
        this.in = in;
        this.source = source;
        this.available = available;
    }

    /** Number of bytes read so far. */
    public long position() {
        return position;
    }

    String source() {
        return source;
    }

    int unsignedByte() {
        return bytes(1)[0] & 0xff;
    }

    int unsignedShort() {
        return littleEndian(Short.BYTES).getShort() & 0xffff;
    }

    int signedInt() {
        return littleEndian(Integer.BYTES).getInt();
    }

    long unsignedInt() {
        return signedInt() & 0xffffffffL;
    }

    /** A signed length; a negative one is refused by {@link #bytes}. */
    long signedLong() {
        return littleEndian(Long.BYTES).getLong();
    }

    double bigEndianDouble() {
        return ByteBuffer.wrap(bytes(Double.BYTES)).getDouble();
    }

    private ByteBuffer littleEndian(int count) {
        return ByteBuffer.wrap(bytes(count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The next {@code count} bytes.
     *
     * @throws WeightsException if fewer are left, before memory is taken
     */
    byte[] bytes(long count) {
        if (count < 0 || count > available - position) {
            throw new WeightsException("truncated or damaged: " + count + " bytes were to follow, "
                    + (available - position) + " are left");
        }
        if (count > MAXIMUM_BYTES - position) {
            throw new WeightsException("takes more than " + MAXIMUM_BYTES + " bytes without the values of tensors");
        }
        try {
            byte[] bytes = in.readNBytes((int) count);
            if (bytes.length != count) {
                throw new WeightsException("truncated: ends at byte " + (position + bytes.length));
            }
            position += count;
            return bytes;
        } catch (IOException e) {
            throw new WeightsException("can't be read: " + IoReason.of(e), e);
        }
    }

    /** Text of {@code count} bytes of UTF-8. */
    String utf8(long count) {
        return utf8(bytes(count));
    }

    /** Text of {@code count} bytes, a char each: all that is known of Python 2's strings, which may hold anything. */
    String latin1(long count) {
        return new String(bytes(count), StandardCharsets.ISO_8859_1);
    }

    /** Text up to the next line break, which is read too. */
    String line() {
        byte[] line = new byte[MAXIMUM_LINE_BYTES];
        for (int i = 0; i < line.length; i++) {
            line[i] = (byte) unsignedByte();
            if (line[i] == '\n') {
                return utf8(Arrays.copyOf(line, i));
            }
        }
        throw new WeightsException("a line of more than " + MAXIMUM_LINE_BYTES + " bytes");
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WeightsException("text that is not UTF-8", e);
        }
    }
}
