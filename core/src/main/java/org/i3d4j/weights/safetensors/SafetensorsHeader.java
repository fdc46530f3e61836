package org.i3d4j.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;

/**
 * The checked header of a safetensors file.
 *
 * @param metadata the writer's own text
 * @param entries tensors by name, in the header's order
 * @param dataStart file position of the first value
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> entries, long dataStart) {
    static final int LENGTH_BYTES = Long.BYTES;
    static final String METADATA = "__metadata__";
    /** The limit of the reference implementation. */
    static final long MAXIMUM_BYTES = 100_000_000;

    /**
     * Where a tensor's values lie.
     *
     * @param type of the values, as the header has it
     * @param info empty if they are of a type that is not read
     * @param begin first byte, counted from the start of the data
     * @param end byte behind the last
     */
    record Entry(String type, Optional<TensorInfo> info, long begin, long end) {}

    /**
     * Reads and checks the header of {@code file}: the tensors have to fill the data exactly.
     *
     * @throws WeightsException naming what is wrong, and with which tensor
     */
    static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
        long fileBytes = channel.size();
        long headerBytes = headerBytes(file, channel, fileBytes);
        ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
        readFully(file, channel, json, LENGTH_BYTES);
        SafetensorsHeader header = HeaderParser.parse(file, json.array(), LENGTH_BYTES + headerBytes);
        header.requireExactFill(file, fileBytes - header.dataStart());
        return header;
    }

    private static long headerBytes(Path file, FileChannel channel, long fileBytes) throws IOException {
        if (fileBytes < LENGTH_BYTES) {
            throw new WeightsException(file + ": truncated: " + fileBytes + " bytes are too few for a header");
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, channel, length, 0);
        long headerBytes = length.getLong(0);
        long available = fileBytes - LENGTH_BYTES;
        if (Long.compareUnsigned(headerBytes, available) > 0) {
            throw new WeightsException(file + ": truncated or damaged: the header takes "
                    + Long.toUnsignedString(headerBytes) + " bytes, the file has " + available + " after its length");
        }
        if (headerBytes > MAXIMUM_BYTES) {
            throw new WeightsException(
                    file + ": the header takes " + headerBytes + " bytes; at most " + MAXIMUM_BYTES + " are allowed");
        }
        return headerBytes;
    }

    /** Fills {@code buffer} from {@code position} and readies it for reading. */
    static void readFully(Path file, FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new WeightsException(file + ": truncated: ends at byte " + at + ", " + buffer.remaining()
                        + " more were expected; was it replaced while open?");
            }
            at += read;
        }
        buffer.flip();
    }

    private void requireExactFill(Path file, long dataBytes) {
        long filled = 0;
        for (Map.Entry<String, Entry> named : byPosition()) {
            Entry entry = named.getValue();
            if (entry.begin() != filled) {
                throw new WeightsException(file + ": tensor '" + named.getKey() + "': its values start at byte "
                        + entry.begin() + " of the data, expected " + filled
                        + (entry.begin() < filled ? " (it overlaps another tensor)" : " (a hole before it)"));
            }
            if (entry.end() > dataBytes) {
                throw new WeightsException(file + ": truncated or damaged: tensor '" + named.getKey()
                        + "' ends at byte " + entry.end() + " of the data, the file has " + dataBytes);
            }
            filled = entry.end();
        }
        if (filled != dataBytes) {
            throw new WeightsException(file + ": the tensors take " + filled + " bytes, the file has " + dataBytes
                    + " after the header; it is damaged");
        }
    }

    private List<Map.Entry<String, Entry>> byPosition() {
        return entries.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Entry> named) ->
                                named.getValue().begin())
                        .thenComparingLong(named -> named.getValue().end()))
                .toList();
    }

    /** Names of all tensors, by where their values lie: without holes, from {@link #dataStart} on. */
    List<String> inFileOrder() {
        return byPosition().stream().map(Map.Entry::getKey).toList();
    }

    /** File position behind the last value of the tensor called {@code name}. */
    long end(String name) {
        return dataStart + Objects.requireNonNull(entries.get(name)).end();
    }

    /** Types and shapes by name, of the tensors that are read. */
    Map<String, TensorInfo> infos() {
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        entries.forEach((name, entry) -> entry.info().ifPresent(info -> infos.put(name, info)));
        return infos;
    }

    /** What the others are, by name. */
    Map<String, String> unread() {
        Map<String, String> unread = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            if (entry.info().isEmpty()) {
                unread.put(
                        name,
                        "values of type " + entry.type() + ", which are not read; expected one of "
                                + List.of(DataType.values()));
            }
        });
        return unread;
    }
}
