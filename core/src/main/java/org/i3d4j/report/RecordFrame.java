package org.i3d4j.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The framing of TensorFlow's record files: length (8 bytes, little-endian), its masked CRC-32C, the record, its masked
 * CRC-32C.
 */
final class RecordFrame {
    private static final int MASK_ROTATION = 15;
    private static final int MASK_DELTA = 0xa282ead8;

    private RecordFrame() {}

    /** {@code record} in its frame, ready to be written. */
    static ByteBuffer of(byte[] record) {
        ByteBuffer frame = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + record.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(record.length);
        frame.putInt(maskedCrc(frame.array(), Long.BYTES)).put(record).putInt(maskedCrc(record, record.length));
        return frame.flip();
    }

    /** Masked, because a CRC over bytes that hold a CRC is weak. */
    static int maskedCrc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK_DELTA;
    }
}
