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
    /** What is kept of a pickle is names and shapes; the values lie elsewhere, or are left where they are. */
    public static final long MAXIMUM_BYTES = 64 << 20;

    private static final int MAXIMUM_LINE_BYTES = 1024;

    /** No name or setting is longer: what is, are values. */
    private static final int MAXIMUM_HELD_BYTES = 1 << 16;

    private final InputStream in;
    private final String source;
    private final long available;
    private long position;
    private long held;

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
        requireLeft(count);
        if (count > MAXIMUM_BYTES - held) {
            throw new WeightsException("takes more than " + MAXIMUM_BYTES + " bytes without the values of tensors");
        }
        try {
            byte[] bytes = in.readNBytes((int) count);
            if (bytes.length != count) {
                throw new WeightsException("truncated: ends at byte " + (position + bytes.length));
            }
            position += count;
            held += count;
            return bytes;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void requireLeft(long count) {
        if (count < 0 || count > available - position) {
            throw new WeightsException("truncated or damaged: " + count + " bytes were to follow, "
                    + (available - position) + " are left");
        }
    }

    private static WeightsException unreadable(IOException e) {
        return new WeightsException("can't be read: " + IoReason.of(e), e);
    }

    /**
     * Python bytes: many of them stay where they are.
     *
     * @throws WeightsException if fewer are left
     */
    PyBytes pythonBytes(long count) {
        return count <= MAXIMUM_HELD_BYTES ? new PyBytes.Held(bytes(count)) : passedOver(count);
    }

    private PyBytes passedOver(long count) {
        requireLeft(count);
        try {
            in.skipNBytes(count);
            position += count;
            return new PyBytes.InFile(position - count, count);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Text of {@code count} bytes of UTF-8; a long one, which protocol 2 writes for bytes, stays where it is. */
    Object utf8(long count) {
        if (count <= MAXIMUM_HELD_BYTES) {
            return utf8(bytes(count));
        }
        requireLeft(count);
        try {
            PyBytes text = PyBytes.TextInFile.measure(in, position, count);
            position += count;
            return text;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Text of {@code count} bytes, a char each: all that is known of Python 2's strings, which may hold anything. A long
     * one is taken for the bytes that it is.
     */
    Object latin1(long count) {
        return count <= MAXIMUM_HELD_BYTES ? new String(bytes(count), StandardCharsets.ISO_8859_1) : passedOver(count);
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
