package org.i3d4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.i3d4j.error.VideoException;

/**
 * Tells videos apart, wherever they lie: encoded ones by their size, both ends and some places between, without reading all of them;
 * arrays, which have one size whatever they hold, by every byte; folders of pictures by the names, sizes and ends of these.
 */
public final class VideoFingerprint {
    private static final String ARRAY = ".npy";
    private static final int BYTES_OF_END = 1 << 16;
    private static final int BYTES_BETWEEN = 1 << 12;
    private static final int PLACES_BETWEEN = 16;
    /** A picture ends in what depends on all of it: a checksum, or the last of its compressed pixels. */
    private static final int BYTES_OF_PICTURE = 64;

    private VideoFingerprint() {}

    /**
     * Of a file or a folder of pictures.
     *
     * @return hexadecimal digits
     * @throws VideoException if it can't be read
     */
    public static String of(Path video) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (Files.isDirectory(video)) {
                addEntries(video, digest);
            } else if (video.toString().toLowerCase(Locale.ROOT).endsWith(ARRAY)) {
                addAll(video, digest);
            } else {
                addParts(video, digest);
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
            digest.update((entry.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
            if (Files.isDirectory(entry)) {
                addEntries(entry, digest);
            } else {
                try (FileChannel channel = FileChannel.open(entry, StandardOpenOption.READ)) {
                    addSize(channel, digest);
                    add(channel, Math.max(0, channel.size() - BYTES_OF_PICTURE), BYTES_OF_PICTURE, digest);
                }
            }
        }
    }

    private static void addAll(Path file, MessageDigest digest) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            bytes.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
    }

    private static void addParts(Path file, MessageDigest digest) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            addSize(channel, digest);
            long bytes = channel.size();
            add(channel, 0, BYTES_OF_END, digest);
            for (int place = 1; place <= PLACES_BETWEEN; place++) {
                add(channel, bytes / (PLACES_BETWEEN + 1) * place, BYTES_BETWEEN, digest);
            }
            add(channel, Math.max(0, bytes - BYTES_OF_END), BYTES_OF_END, digest);
        }
    }

    private static void addSize(FileChannel channel, MessageDigest digest) throws IOException {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, channel.size()));
    }

    private static void add(FileChannel channel, long position, int count, MessageDigest digest) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                break;
            }
        }
        digest.update(bytes.flip());
    }
}
