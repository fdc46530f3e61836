package org.i3d4j.weights.mindspore;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.RandomAccessInput;

/**
 * Reads protobuf's wire format from a file of any length and steps over what is not wanted without reading it. (The
 * protobuf library counts positions in 32 bits.)
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    static final int FIXED_32 = 5;

    private static final int BUFFER_BYTES = 4096;

    private final RandomAccessInput input;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    /** Position in the file of the buffer's end. */
    private long bufferEnd;

    WireReader(RandomAccessInput input) {
        this.input = input;
    }

    /** The number and type of a field. */
    record Tag(long field, int wireType) {}

    /** Position in the file of the next byte. */
    long position() {
        return bufferEnd - buffer.remaining();
    }

    /** Goes on at {@code position}, which has to be in the file. */
    void seek(long position) {
        long behind = position - position();
        if (behind >= 0 && behind <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) behind);
        } else {
            buffer.limit(0);
            bufferEnd = position;
        }
    }

    /** The next field of a message that ends at {@code end}. */
    Tag readTag(long end) {
        long start = position();
        long tag = readVarint(end);
        if (tag >>> 3 == 0) {
            throw damaged(start, "field 0, which protobuf does not have");
        }
        return new Tag(tag >>> 3, (int) (tag & 7));
    }

    /**
     * Reads a number.
     *
     * @param end of the message around it
     */
    long readVarint(long end) {
        long start = position();
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte(end);
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged(start, "a number of more than ten bytes");
    }

    /** Reads the length of a field of bytes; returns the position behind these. */
    long readEnd(long end) {
        long start = position();
        long bytes = readVarint(end);
        if (bytes < 0 || bytes > end - position()) {
            throw new WeightsException(input.file() + ": truncated or damaged: the field at byte " + start + " takes "
                    + Long.toUnsignedString(bytes) + " bytes, there are " + (end - position()) + " after its length");
        }
        return position() + bytes;
    }

    /** Reads a field of bytes that are text. */
    String readText(long end, int maximumBytes) {
        long start = position();
        long textEnd = readEnd(end);
        if (textEnd - position() > maximumBytes) {
            throw damaged(
                    start, "text of " + (textEnd - position()) + " bytes; at most " + maximumBytes + " are allowed");
        }
        ByteBuffer text = ByteBuffer.allocate((int) (textEnd - position()));
        while (text.hasRemaining()) {
            text.put((byte) readByte(textEnd));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new WeightsException(message(start, "text that is not UTF-8"), e);
        }
    }

    /** Steps over the content of a field. */
    void skip(Tag tag, long end) {
        long start = position();
        switch (tag.wireType()) {
            case VARINT -> readVarint(end);
            case FIXED_64 -> seek(within(position() + Long.BYTES, end));
            case BYTES -> seek(readEnd(end));
            case FIXED_32 -> seek(within(position() + Integer.BYTES, end));
            default -> throw damaged(start, "field " + tag.field() + " of the unknown type " + tag.wireType());
        }
    }

    private long within(long position, long end) {
        if (position > end) {
            throw damaged(end, "the end in the midst of a number");
        }
        return position;
    }

    private int readByte(long end) {
        if (position() >= end) {
            throw damaged(end, "the end in the midst of a field");
        }
        if (!buffer.hasRemaining()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, input.bytes() - bufferEnd));
            input.readFully(buffer, bufferEnd);
            bufferEnd += buffer.limit();
        }
        return buffer.get();
    }

    /** An error that names the file and what was found at {@code position}. */
    WeightsException damaged(long position, String found) {
        return new WeightsException(message(position, found));
    }

    private String message(long position, String found) {
        return input.file() + ": truncated or damaged: at byte " + position + " " + found;
    }
}
