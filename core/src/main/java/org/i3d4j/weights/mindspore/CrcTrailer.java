package org.i3d4j.weights.mindspore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.RandomAccessInput;

/** What {@code save_checkpoint(crc_check=True)} writes behind the values: a word and the CRC-32 of all before it. */
final class CrcTrailer {
    private static final String WORD = "crc_num";
    /** Big-endian. */
    private static final int NUMBER_BYTES = 10;

    private static final int BYTES = WORD.length() + NUMBER_BYTES;
    private static final int BUFFER_BYTES = 1 << 18;

    private CrcTrailer() {}

    /**
     * Looks for the trailer and verifies it.
     *
     * @return where the values end: the length of a file without trailer
     * @throws WeightsException if the checksum is another
     */
    static long verify(RandomAccessInput input) {
        long valuesEnd = input.bytes() - BYTES;
        if (valuesEnd < 0) {
            return input.bytes();
        }
        ByteBuffer trailer = ByteBuffer.allocate(BYTES);
        input.readFully(trailer, valuesEnd);
        if (!StandardCharsets.ISO_8859_1
                .decode(trailer.slice(0, WORD.length()))
                .toString()
                .equals(WORD)) {
            return input.bytes();
        }
        int highBytes = NUMBER_BYTES - Long.BYTES;
        short high = trailer.getShort(WORD.length());
        long expected = trailer.getLong(WORD.length() + highBytes);
        long found = crc(input, valuesEnd);
        if (high != 0 || found != expected) {
            throw new WeightsException(input.file() + ": damaged: its checksum is " + Long.toHexString(found)
                    + ", expected " + Long.toHexString(expected));
        }
        return valuesEnd;
    }

    private static long crc(RandomAccessInput input, long end) {
        CRC32 crc = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, end));
        for (long position = 0; position < end; position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            input.readFully(buffer, position);
            crc.update(buffer.duplicate());
        }
        return crc.getValue();
    }
}
