package org.i3d4j.features.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.IoReason;

/** Tells videos apart, wherever they lie, without reading all of them: by their size, beginning and end. */
final class VideoFingerprint {
    private static final int BYTES_OF_END = 1 << 16;

    private VideoFingerprint() {}

    /**
     * Of a file, or of the names and sizes of a folder of frames.
     *
     * @return hexadecimal digits
     * @throws VideoException if it can't be read
     */
    static String of(Path video) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (Files.isDirectory(video)) {
                addEntries(video, digest);
            } else {
                addEnds(video, digest);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new VideoException(video + ": can't be read: " + IoReason.of(e, video), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void addEntries(Path folder, MessageDigest digest) throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.list(folder)) {
            entries = found.sorted().toList();
        }
        for (Path entry : entries) {
            String line = entry.getFileName() + "\n" + Files.size(entry) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void addEnds(Path file, MessageDigest digest) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long bytes = channel.size();
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes));
            add(channel, 0, digest);
            add(channel, Math.max(0, bytes - BYTES_OF_END), digest);
        }
    }

    private static void add(FileChannel channel, long position, MessageDigest digest) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES_OF_END);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                break;
            }
        }
        digest.update(bytes.flip());
    }
}
