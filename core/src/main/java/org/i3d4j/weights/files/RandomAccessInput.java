package org.i3d4j.weights.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;

/**
 * A file of a checkpoint, read at any position; whatever goes wrong is an error that names the file. Not memory-mapped: a
 * mapped file that shrinks takes the JVM down when native code touches it.
 */
public final class RandomAccessInput implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final long bytes;

    private RandomAccessInput(Path file, FileChannel channel, long bytes) {
        this.file = file;
        this.channel = channel;
        this.bytes = bytes;
    }

    /**
     * Opens {@code file}; the caller closes it.
     *
     * @param expected what it should be, for the error
     * @throws WeightsException if there is no such file or it can't be read
     */
    public static RandomAccessInput open(Path file, String expected) {
        // Opening a pipe would wait for a writer for ever.
        if (!Files.isRegularFile(file)) {
            throw new WeightsException(file + ": "
                    + (Files.exists(file) ? "is not a regular file" : NameEncoding.whyMissing(file))
                    + "; expected " + expected);
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new RandomAccessInput(file, channel, channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    public Path file() {
        return file;
    }

    /** Length of the file when it was opened. */
    public long bytes() {
        return bytes;
    }

    /**
     * Fills {@code buffer} from {@code position} and readies it for reading.
     *
     * @throws WeightsException if the file ends before the buffer is full
     */
    public void readFully(ByteBuffer buffer, long position) {
        long at = position;
        try {
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, at);
                if (read < 0) {
                    throw new WeightsException(file + ": truncated: ends at byte " + at + ", " + buffer.remaining()
                            + " more were expected; was it replaced while open?");
                }
                at += read;
            }
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read at byte " + at + ": " + IoReason.of(e, file), e);
        }
        buffer.flip();
    }

    /**
     * Reads {@code count} bytes from {@code position} on, little-endian.
     *
     * @throws WeightsException if the file does not have them, before memory is taken
     */
    public ByteBuffer read(long position, int count) {
        if (count < 0 || position < 0 || count > bytes - position) {
            throw new WeightsException(file + ": truncated or damaged: " + count + " bytes were to follow at byte "
                    + position + ", the file has " + bytes);
        }
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        readFully(buffer, position);
        return buffer;
    }

    /** The {@code count} bytes from {@code position} on, as a stream that need not be closed. */
    public InputStream stream(long position, long count) {
        return new InputStream() {
            private long next = position;
            private long left = count;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (length == 0) {
                    return 0;
                }
                if (left <= 0) {
                    return -1;
                }
                int wanted = (int) Math.min(length, left);
                readFully(ByteBuffer.wrap(into, offset, wanted), next);
                next += wanted;
                left -= wanted;
                return wanted;
            }

            /** Passes over bytes without reading them. */
            @Override
            public long skip(long wanted) {
                long skipped = Math.max(0, Math.min(wanted, left));
                next += skipped;
                left -= skipped;
                return skipped;
            }
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be closed: " + IoReason.of(e, file), e);
        }
    }
}
