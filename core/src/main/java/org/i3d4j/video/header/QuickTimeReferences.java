package org.i3d4j.video.header;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/**
 * Finds in MP4 and QuickTime files that their media lie in other files: data references (ISO/IEC 14496-12, 8.7.2) that are
 * not to the file itself, and reference movies (QuickTime File Format, Reference Movie Atom).
 */
public final class QuickTimeReferences {
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "dinf");
    private static final String DATA_REFERENCES = "dref";
    private static final String REFERENCE_MOVIE = "rmra";
    private static final int HEADER_BYTES = 8;
    /** Version, flags and number of entries. */
    private static final int LIST_HEADER_BYTES = 8;

    private static final int IN_THIS_FILE = 1;
    private static final int DEEPEST = 6;
    /** Beyond any file's; keeps a hostile one from taking long. */
    private static final int MOST_BOXES = 10_000;

    private final FileChannel file;
    private int boxes;

    private QuickTimeReferences(FileChannel file) {
        this.file = file;
    }

    /** Whether the file says so; false if it can't be read as such a file. */
    public static boolean outside(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return new QuickTimeReferences(channel).among(0, channel.size(), 0);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean among(long from, long end, int depth) throws IOException {
        long at = from;
        while (at + HEADER_BYTES <= end && depth < DEEPEST && boxes < MOST_BOXES) {
            boxes++;
            ByteBuffer header = read(at, HEADER_BYTES);
            long bytes = Integer.toUnsignedLong(header.getInt(0));
            int headerBytes = HEADER_BYTES;
            if (bytes == 1) {
                bytes = read(at + HEADER_BYTES, Long.BYTES).getLong(0);
                headerBytes += Long.BYTES;
            } else if (bytes == 0) {
                bytes = end - at;
            }
            if (bytes < headerBytes || bytes > end - at) {
                return false;
            }
            String type = StandardCharsets.ISO_8859_1
                    .decode(header.slice(Integer.BYTES, Integer.BYTES))
                    .toString();
            if (outside(type, at + headerBytes, at + bytes, depth)) {
                return true;
            }
            at += bytes;
        }
        return false;
    }

    private boolean outside(String type, long from, long end, int depth) throws IOException {
        if (CONTAINERS.contains(type)) {
            return among(from, end, depth + 1);
        }
        return type.equals(REFERENCE_MOVIE)
                || (type.equals(DATA_REFERENCES) && anyOutside(from + LIST_HEADER_BYTES, end));
    }

    private boolean anyOutside(long from, long end) throws IOException {
        long at = from;
        while (at + HEADER_BYTES + Integer.BYTES <= end && boxes < MOST_BOXES) {
            boxes++;
            ByteBuffer entry = read(at, HEADER_BYTES + Integer.BYTES);
            if ((entry.getInt(HEADER_BYTES) & IN_THIS_FILE) == 0) {
                return true;
            }
            at += Math.max(HEADER_BYTES, Integer.toUnsignedLong(entry.getInt(0)));
        }
        return false;
    }

    private ByteBuffer read(long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("ends in a header");
            }
        }
        return buffer;
    }
}
