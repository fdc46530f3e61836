package org.i3d4j.weights.pickle.zip;

import java.nio.ByteBuffer;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.files.RandomAccessInput;

/**
 * Where the directory of an archive lies, by the record at the end of the file (APPNOTE 4.3.14 to 4.3.16).
 *
 * @param start file position of its first entry
 * @param bytes length of all entries
 * @param entries number of entries
 */
record ZipDirectory(long start, long bytes, long entries) {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAXIMUM_COMMENT_BYTES = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int MAXIMUM_ENTRIES = 200_000;
    private static final int MAXIMUM_BYTES = 64 << 20;
    private static final long IN_ZIP64 = 0xffffffffL;
    private static final int COUNT_IN_ZIP64 = 0xffff;

    /**
     * Finds the directory.
     *
     * @throws WeightsException if there is none, or it does not end where the record at the end begins
     */
    static ZipDirectory find(RandomAccessInput file) {
        long end = findEnd(file);
        ByteBuffer record = file.read(end, END_BYTES);
        requireOneDisk(file, record.getShort(4) | record.getShort(6));
        var directory = new ZipDirectory(
                record.getInt(16) & IN_ZIP64, record.getInt(12) & IN_ZIP64, record.getShort(10) & COUNT_IN_ZIP64);
        if (end >= LOCATOR_BYTES) {
            ByteBuffer locator = file.read(end - LOCATOR_BYTES, LOCATOR_BYTES);
            if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                end = locator.getLong(8);
                directory = directory.replacedBy(file, end);
            }
        }
        directory.requirePlausible(file, end);
        return directory;
    }

    /** The record's comment has to end with the file, so that bytes of a comment are not taken for the record. */
    private static long findEnd(RandomAccessInput file) {
        int tailBytes = (int) Math.min(file.bytes(), END_BYTES + MAXIMUM_COMMENT_BYTES);
        ByteBuffer tail = file.read(file.bytes() - tailBytes, tailBytes);
        for (int at = tailBytes - END_BYTES; at >= 0; at--) {
            boolean found = tail.getInt(at) == END_SIGNATURE
                    && (tail.getShort(at + END_BYTES - Short.BYTES) & 0xffff) == tailBytes - END_BYTES - at;
            if (found) {
                return file.bytes() - tailBytes + at;
            }
        }
        throw new WeightsException(file.file()
                + ": truncated or damaged: a zip archive without the directory at its end; was it loaded in full?");
    }

    private static void requireOneDisk(RandomAccessInput file, int disk) {
        if (disk != 0) {
            throw new WeightsException(file.file() + ": is one part of a zip archive of several; join them first");
        }
    }

    /** The wide numbers of zip64; PyTorch writes them always. Where both give a number, it has to be the same. */
    private ZipDirectory replacedBy(RandomAccessInput file, long position) {
        ByteBuffer record = file.read(position, END64_BYTES);
        if (record.getInt(0) != END64_SIGNATURE) {
            throw damaged(file, "no zip64 record at byte " + position);
        }
        requireOneDisk(file, record.getInt(16) | record.getInt(20));
        var wide = new ZipDirectory(record.getLong(48), record.getLong(40), record.getLong(32));
        boolean same = (start == IN_ZIP64 || start == wide.start)
                && (bytes == IN_ZIP64 || bytes == wide.bytes)
                && (entries == COUNT_IN_ZIP64 || entries == wide.entries);
        if (!same) {
            throw damaged(file, "its two records of the directory disagree");
        }
        return wide;
    }

    private void requirePlausible(RandomAccessInput file, long end) {
        if (entries < 0 || entries > MAXIMUM_ENTRIES || bytes < 0 || bytes > MAXIMUM_BYTES) {
            throw damaged(
                    file,
                    "a directory of " + entries + " entries and " + bytes + " bytes; at most " + MAXIMUM_ENTRIES
                            + " and " + MAXIMUM_BYTES + " are allowed");
        }
        if (start < 0 || start > end || bytes != end - start) {
            throw damaged(
                    file,
                    "the directory takes " + bytes + " bytes from byte " + start + " on, but should end at " + end);
        }
    }

    static WeightsException damaged(RandomAccessInput file, String what) {
        return new WeightsException(file.file() + ": damaged zip archive: " + what);
    }
}
