package org.i3d4j.weights.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.NumpyCodes;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;

/** Reads npy files of versions 1 to 3 and writes version 1. */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Magic number, two bytes of version. */
    private static final int LENGTH_POSITION = 8;

    private static final int MAXIMUM_HEADER_BYTES = 1 << 16;
    private static final int ALIGNMENT = 64;

    private NpyFile() {}

    /**
     * Reads a whole array, as C order and little-endian whatever the file has.
     *
     * @return float16, float32, float64, bool, uint8 or signed integers, as the file has; the caller's
     * @throws WeightsException if the file is missing, not a plain array, truncated or longer than its shape says
     */
    public static TensorData read(Path file) {
        return withChannel(file, channel -> read(file, channel));
    }

    /**
     * Reads what an array is, and checks that the file has as many bytes as that takes.
     *
     * @throws WeightsException if the file is missing, not a plain array, truncated or longer than its shape says
     */
    public static NpyArray describe(Path file) {
        return withChannel(file, channel -> describe(file, channel));
    }

    private interface ChannelReader<T> {
        T from(FileChannel channel) throws IOException;
    }

    private static <T> T withChannel(Path file, ChannelReader<T> reading) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new WeightsException(file + ": is not a regular file; expected a NumPy array");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return reading.from(channel);
        } catch (NoSuchFileException e) {
            throw new WeightsException(file + ": " + NameEncoding.whyMissing(file) + "; expected a NumPy array", e);
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    private static NpyArray describe(Path file, FileChannel channel) throws IOException {
        NpyHeader header = header(file, channel);
        TensorInfo info = header.info();
        long found = channel.size() - channel.position();
        if (found != info.bytes()) {
            throw new WeightsException(file + ": " + (found < info.bytes() ? "truncated" : "longer than its shape")
                    + ": " + info + " takes " + info.bytes() + " bytes, found " + found + " after the header");
        }
        return new NpyArray(info, header.bigEndian(), header.fortranOrder(), channel.position());
    }

    private static TensorData read(Path file, FileChannel channel) throws IOException {
        NpyArray array = describe(file, channel);
        TensorInfo info = array.info();
        ByteBuffer values = readFully(file, channel, TensorData.allocate(info.bytes()));
        if (array.bigEndian()) {
            ValueOrder.reverseBytes(values, info.dataType().bytes());
        }
        ByteBuffer cOrder = array.fortranOrder() ? ValueOrder.fromFortran(values, info) : values;
        return new TensorData(info.dataType(), info.shape(), cOrder);
    }

    private static NpyHeader header(Path file, FileChannel channel) throws IOException {
        ByteBuffer start = readFully(file, channel, littleEndian(LENGTH_POSITION));
        for (byte expected : MAGIC) {
            if (start.get() != expected) {
                throw new WeightsException(file + ": is not a NumPy array (.npy): it does not start with \\x93NUMPY");
            }
        }
        ByteBuffer dictionary = readFully(file, channel, littleEndian(headerBytes(file, channel, start.get())));
        try {
            return NpyHeader.parse(StandardCharsets.UTF_8.decode(dictionary).toString());
        } catch (WeightsException e) {
            throw new WeightsException(file + ": " + e.getMessage(), e);
        }
    }

    private static int headerBytes(Path file, FileChannel channel, int version) throws IOException {
        if (version < 1 || version > 3) {
            throw new WeightsException(file + ": npy version " + version + " is unknown; expected 1 to 3");
        }
        ByteBuffer length = readFully(file, channel, littleEndian(version == 1 ? Short.BYTES : Integer.BYTES));
        long headerBytes = version == 1 ? length.getShort() & 0xffffL : length.getInt() & 0xffffffffL;
        long available = channel.size() - channel.position();
        if (headerBytes > Math.min(available, MAXIMUM_HEADER_BYTES)) {
            throw new WeightsException(file + ": truncated or damaged: the header takes " + headerBytes
                    + " bytes, the file has " + available + " after its length (at most " + MAXIMUM_HEADER_BYTES
                    + " are read)");
        }
        return (int) headerBytes;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer readFully(Path file, FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new WeightsException(file + ": truncated: ends at byte " + channel.position() + ", "
                        + buffer.remaining() + " more were expected; is it a NumPy array (.npy)?");
            }
        }
        return buffer.flip();
    }

    /**
     * Writes an array as {@code numpy.save} does; the file keeps its old content until the new one is on the disk.
     *
     * @throws OutputException if it can't be written, and for BF16, which NumPy does not know
     */
    public static void write(Path file, TensorData array) {
        write(
                file,
                array.info(),
                channel -> AtomicFile.writeFully(channel, array.values().duplicate()));
    }

    /**
     * Writes an array that need not be in memory as a whole.
     *
     * @param values writes exactly the values' bytes, C order, little-endian; what it throws ends the writing
     * @throws OutputException if it can't be written, and for BF16, which NumPy does not know
     */
    public static void write(Path file, TensorInfo array, AtomicFile.Content values) {
        byte[] header = headerOf(file, array);
        AtomicFile.write(file, channel -> {
            AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
            values.writeTo(channel);
            long written = channel.position() - header.length;
            if (written != array.bytes()) {
                throw new IllegalStateException(
                        file + ": " + array + " takes " + array.bytes() + " bytes, " + written + " were given");
            }
        });
    }

    /**
     * What stands in front of an array's values.
     *
     * @param file what errors call the array
     * @throws OutputException for BF16, which NumPy does not know
     */
    public static byte[] headerOf(Path file, TensorInfo array) {
        String code = NumpyCodes.of(array.dataType())
                .orElseThrow(() -> new OutputException(
                        file + ": NumPy has no type for " + array.dataType() + "; convert to float32"));
        DataType dataType = array.dataType();
        String sides = array.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
        // Python tells a tuple of one from a number in brackets by its comma.
        String shape = array.shape().size() == 1 ? sides + "," : sides;
        String dictionary = "{'descr': '" + (dataType.bytes() == 1 ? "|" : "<") + code
                + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int prefixBytes = LENGTH_POSITION + Short.BYTES;
        int total = (prefixBytes + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padding = " ".repeat(total - prefixBytes - dictionary.length() - 1);
        return littleEndian(total)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) (total - prefixBytes))
                .put((dictionary + padding + "\n").getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
