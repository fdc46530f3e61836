package org.i3d4j.video.header;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first bytes of a VP9 key frame (VP9 Bitstream Specification, 6.2: uncompressed_header). */
public final class Vp9Header {
    private static final int SYNC_CODE = 0x498342;
    private static final int HEADER_BYTES = 10;

    /** frame_marker 2, profile 0, no repeated frame, a key frame; whether it is shown and resilient is open. */
    private static final int KEY_FRAME_OF_PROFILE_0 = 0b1000_0000;

    private static final int FIXED_BITS = 0b1111_1100;

    private Vp9Header() {}

    /** Whether the frame is a key frame of this size in profile 0, whose pixels are 8 bit 4:2:0. */
    public static boolean describes(ByteBuffer frame, int width, int height) {
        if (frame.remaining() < HEADER_BYTES) {
            return false;
        }
        long bits = frame.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(frame.position() + 1);
        boolean key = (frame.get(frame.position()) & FIXED_BITS) == KEY_FRAME_OF_PROFILE_0 && bits >>> 40 == SYNC_CODE;
        // Behind the sync code: color_space 3 bits, color_range 1, then both sides less 1 in 16 bits each.
        int widthLess1 = (int) (bits >>> 20) & 0xFFFF;
        int heightLess1 = (int) (bits >>> 4) & 0xFFFF;
        return key && widthLess1 == width - 1 && heightLess1 == height - 1;
    }
}
