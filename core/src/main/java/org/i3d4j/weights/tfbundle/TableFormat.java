package org.i3d4j.weights.tfbundle;

/** The constants of LevelDB's table format. */
final class TableFormat {
    /** The last eight bytes of a table, little-endian. */
    static final long MAGIC = 0xdb4775248b80fb57L;
    /** Two block handles, padded with zeros, and the magic number. */
    static final int FOOTER_BYTES = 48;

    static final int HANDLES_BYTES = FOOTER_BYTES - Long.BYTES;
    /** A block's type and the masked CRC-32C of block and type. */
    static final int TRAILER_BYTES = 1 + Integer.BYTES;

    static final byte UNCOMPRESSED = 0;
    static final byte SNAPPY = 1;

    private TableFormat() {}
}
