package org.i3d4j.weights.pickle.zip;

/**
 * A member of an archive.
 *
 * @param name with slashes, relative, never upwards
 * @param deflated whether it is compressed
 * @param storedBytes bytes it takes in the file
 * @param bytes bytes of its content
 * @param crc32 checksum of its content
 * @param headerStart file position of its header
 * @param dataStart file position of its first stored byte
 */
public record ZipMember(
        String name, boolean deflated, long storedBytes, long bytes, int crc32, long headerStart, long dataStart) {

    /** File position behind the last stored byte. */
    long dataEnd() {
        return dataStart + storedBytes;
    }
}
