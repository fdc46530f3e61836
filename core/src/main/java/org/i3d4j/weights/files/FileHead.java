package org.i3d4j.weights.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;

/** How a file starts and ends: what its format is told from. */
public final class FileHead {
    private static final int MAXIMUM_BYTES = 512;
    private static final int TAIL_BYTES = Long.BYTES;

    private final Path file;
    private final long fileBytes;
    private final byte[] bytes;
    private final byte[] tail;

    private FileHead(Path file, long fileBytes, byte[] bytes, byte[] tail) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.bytes = bytes;
        this.tail = tail;
    }

    /**
     * Reads the head of {@code file}.
     *
     * @throws WeightsException if there is no such file, or it is a folder, empty or unreadable
     */
    static FileHead read(Path file) {
        requireReadable(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAXIMUM_BYTES);
            if (bytes.length == 0) {
                throw new WeightsException(file + ": is empty; expected a checkpoint");
            }
            long fileBytes = Files.size(file);
            return new FileHead(file, fileBytes, bytes, tail(file, fileBytes));
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    private static byte[] tail(Path file, long fileBytes) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, fileBytes - TAIL_BYTES));
            return Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
        }
    }

    private static void requireReadable(Path file) {
        if (Files.exists(file.resolve("saved_model.pb"))) {
            throw new WeightsException(file + ": " + FileLooks.SAVED_MODEL);
        }
        if (Files.isDirectory(file)) {
            throw new WeightsException(file + ": is a folder; expected a checkpoint file");
        }
        if (!Files.exists(file)) {
            throw new WeightsException(file + ": " + NameEncoding.whyMissing(file) + "; expected a checkpoint");
        }
        // Opening a pipe would wait for a writer for ever.
        if (!Files.isRegularFile(file)) {
            throw new WeightsException(file + ": is not a regular file; expected a checkpoint");
        }
    }

    /** Where the file lies. */
    public Path file() {
        return file;
    }

    /** Length of the file. */
    public long fileBytes() {
        return fileBytes;
    }

    /** Number of bytes known: 512, fewer of a shorter file. */
    public int length() {
        return bytes.length;
    }

    /** The unsigned byte at {@code index}, or -1 behind the head. */
    public int at(int index) {
        return index < bytes.length ? bytes[index] & 0xff : -1;
    }

    /** Whether {@code text}, a char a byte, is in the head. */
    boolean contains(String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    /** The file's last eight bytes as a little-endian number; 0 of a shorter file. */
    public long lastLong() {
        return tail.length < TAIL_BYTES
                ? 0
                : ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** Whether the bytes from {@code offset} are those of {@code text}, a char a byte. */
    public boolean hasAt(int offset, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (at(offset + i) != (wanted[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
