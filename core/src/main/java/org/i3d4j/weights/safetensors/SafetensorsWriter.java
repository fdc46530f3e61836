package org.i3d4j.weights.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes safetensors files; the same content gives the same bytes. */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Wide values first: with an aligned start every tensor is then aligned to its own type. */
    private static final Comparator<NamedInfo> FILE_ORDER = Comparator.comparing(
                    (NamedInfo named) -> -named.info().dataType().bytes())
            .thenComparing(NamedInfo::name);

    private record NamedInfo(String name, TensorInfo info) {}

    /**
     * A tensor that need not be in memory as a whole.
     *
     * @param info what it is
     * @param values writes exactly its bytes, C order, little-endian
     */
    public record Streamed(TensorInfo info, AtomicFile.Content values) {}

    private SafetensorsWriter() {}

    /**
     * Writes {@code tensors} to {@code file}, which keeps its old content until the new one is on the disk. Sorted by
     * width of type, then by name; the order of the maps plays no part.
     *
     * @param metadata text to keep with them, sorted by key
     * @throws OutputException if it can't be written; the old file is still there
     */
    public static void write(Path file, Map<String, String> metadata, Map<String, TensorData> tensors) {
        write(file, metadata, tensors, false);
    }

    /**
     * As {@link #write}, of tensors that are made while they are written.
     *
     * @throws OutputException if it can't be written; the old file is still there
     */
    public static void writeStreamed(Path file, Map<String, String> metadata, Map<String, Streamed> tensors) {
        List<NamedInfo> ordered = tensors.entrySet().stream()
                .map(named -> new NamedInfo(named.getKey(), named.getValue().info()))
                .sorted(FILE_ORDER)
                .toList();
        byte[] start = start(file, metadata, ordered);
        AtomicFile.write(file, channel -> {
            AtomicFile.writeFully(channel, ByteBuffer.wrap(start));
            for (NamedInfo named : ordered) {
                long end = channel.position() + named.info().bytes();
                Objects.requireNonNull(tensors.get(named.name())).values().writeTo(channel);
                if (channel.position() != end) {
                    throw new IllegalStateException(
                            file + ": '" + named.name() + "', " + named.info() + ", was given other than its bytes");
                }
            }
        });
    }

    /**
     * As {@link #write}, with a checksum of the whole file among the metadata, as {@link SafetensorsFile#verified}
     * wants it.
     */
    public static void writeChecked(Path file, Map<String, String> metadata, Map<String, TensorData> tensors) {
        write(file, SafetensorsChecksum.blankIn(metadata), tensors, true);
    }

    private static void write(
            Path file, Map<String, String> metadata, Map<String, TensorData> tensors, boolean checked) {
        List<NamedInfo> ordered = tensors.entrySet().stream()
                .map(named -> new NamedInfo(named.getKey(), named.getValue().info()))
                .sorted(FILE_ORDER)
                .toList();
        byte[] start = start(file, metadata, ordered);
        AtomicFile.write(file, channel -> {
            CRC32C sum = new CRC32C();
            write(channel, ByteBuffer.wrap(start), sum);
            for (NamedInfo named : ordered) {
                TensorData tensor = Objects.requireNonNull(tensors.get(named.name()));
                write(channel, tensor.values().duplicate(), sum);
            }
            if (checked) {
                ByteBuffer digits = StandardCharsets.US_ASCII.encode(SafetensorsChecksum.digits(sum));
                channel.position(SafetensorsChecksum.position(start));
                AtomicFile.writeFully(channel, digits);
            }
        });
    }

    private static byte[] start(Path file, Map<String, String> metadata, List<NamedInfo> tensors) {
        if (tensors.stream().anyMatch(named -> named.name().equals(SafetensorsHeader.METADATA))) {
            throw new OutputException(
                    file + ": a tensor can't be called '" + SafetensorsHeader.METADATA + "' in safetensors");
        }
        byte[] header = paddedHeader(file, metadata, tensors);
        return ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    private static void write(FileChannel channel, ByteBuffer bytes, CRC32C sum) throws IOException {
        sum.update(bytes.duplicate());
        AtomicFile.writeFully(channel, bytes);
    }

    private static byte[] paddedHeader(Path file, Map<String, String> metadata, List<NamedInfo> tensors) {
        byte[] json;
        try {
            json = header(metadata, tensors);
        } catch (JacksonException e) {
            throw new OutputException(file + ": a name can't be written as JSON: " + e.getOriginalMessage(), e);
        }
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (padded > SafetensorsHeader.MAXIMUM_BYTES) {
            throw new OutputException(file + ": the header would take " + padded + " bytes; at most "
                    + SafetensorsHeader.MAXIMUM_BYTES + " are allowed");
        }
        byte[] header = Arrays.copyOf(json, padded);
        Arrays.fill(header, json.length, padded, (byte) ' ');
        return header;
    }

    private static byte[] header(Map<String, String> metadata, List<NamedInfo> tensors) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                new TreeMap<>(metadata).forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long begin = 0;
            for (NamedInfo named : tensors) {
                begin = writeTensor(json, named.name(), named.info(), begin);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Returns where the next tensor begins. */
    private static long writeTensor(JsonGenerator json, String name, TensorInfo tensor, long begin) {
        long end = begin + tensor.bytes();
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("dtype", tensor.dataType().name());
        json.writeName("shape");
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        json.writeArray(shape, 0, shape.length);
        json.writeName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
        return end;
    }
}
