package org.i3d4j.weights.pickle.machine;

/** Turns UTF-8 into a byte for each character, piece by piece. */
final class LatinText {
    private static final int LONGEST_LEAD = 0xc3;
    private static final int SHORTEST_LEAD = 0xc2;
    private static final int CONTINUATION_MASK = 0xc0;
    private static final int CONTINUATION_BITS = 6;

    private long size;
    /** First byte of a character whose second one has not come yet; 0 if there is none. */
    private int lead;

    private boolean beyond;

    /**
     * Decodes the next bytes, in place.
     *
     * @return how many bytes of {@code bytes} are now filled
     */
    int decode(byte[] bytes, int count) {
        int decoded = 0;
        for (int i = 0; i < count; i++) {
            int unit = bytes[i] & 0xff;
            if (lead != 0) {
                beyond |= (unit & CONTINUATION_MASK) != 0x80;
                bytes[decoded++] = (byte) ((lead << CONTINUATION_BITS) | (unit & ~CONTINUATION_MASK));
                lead = 0;
            } else if (unit < 0x80) {
                bytes[decoded++] = (byte) unit;
            } else {
                beyond |= unit < SHORTEST_LEAD || unit > LONGEST_LEAD;
                lead = unit;
            }
        }
        size += decoded;
        return decoded;
    }

    /** How many bytes the text stands for so far; -1 if it is none of bytes. */
    long size() {
        return beyond || lead != 0 ? -1 : size;
    }
}
