package org.i3d4j.weights.tfbundle;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC-32C as LevelDB stores it: rotated and shifted, since the checksum of bytes that end in their own checksum says
 * little.
 */
public final class MaskedCrc {
    private static final int ROTATION = 15;
    private static final int DELTA = 0xa282ead8;

    private MaskedCrc() {}

    /** Of all that remains in {@code bytes}, which stays as it is. */
    public static int of(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return Integer.rotateRight((int) crc.getValue(), ROTATION) + DELTA;
    }
}
