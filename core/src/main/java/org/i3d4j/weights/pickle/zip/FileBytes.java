package org.i3d4j.weights.pickle.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.i3d4j.error.WeightsException;

/**
 * An open file, read at any place. Not memory-mapped: a mapped file that shrinks takes the JVM down when native code
 * touches it.
 */
public final class FileBytes implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final long size;

    private FileBytes(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens {@code file}; the caller closes it.
     *
     * @throws WeightsException if there is none or it can't be read
     */
    public static FileBytes open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new FileBytes(file, channel, channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new WeightsException(file + ": no such file; expected a PyTorch file", e);
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read: " + e, e);
        }
    }

    public Path file() {
        return file;
    }

    /** Length when it was opened. */
    public long size() {
        return size;
    }

    /**
     * Reads {@code count} bytes from {@code position} on, little-endian.
     *
     * @throws WeightsException if the file does not have them, before memory is taken
     */
    public ByteBuffer read(long position, int count) {
        if (count < 0 || position < 0 || count > size - position) {
            throw new WeightsException(file + ": truncated or damaged: " + count + " bytes were to follow at byte "
                    + position + ", the file has " + size);
        }
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        readInto(position, buffer);
        return buffer.flip();
    }

    /**
     * Fills {@code buffer} from {@code position} on.
     *
     * @throws WeightsException if the file ends before
     */
    public void readInto(long position, ByteBuffer buffer) {
        try {
            long at = position;
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, at);
                if (read < 0) {
                    throw new WeightsException(file + ": truncated: ends at byte " + at + ", " + buffer.remaining()
                            + " more were expected; was it replaced while open?");
                }
                at += read;
            }
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read: " + e, e);
        }
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
                readInto(next, ByteBuffer.wrap(into, offset, wanted));
                next += wanted;
                left -= wanted;
                return wanted;
            }
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be closed: " + e, e);
        }
    }
}
