package org.i3d4j.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.files.WeightsFile;

/**
 * An open safetensors file. Values are read, not memory-mapped: a mapped file that shrinks takes the JVM down when native
 * code touches it, and on Windows can't be replaced.
 */
public final class SafetensorsFile implements WeightsFile {
    private final Path file;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final Map<String, TensorInfo> tensors;

    private SafetensorsFile(Path file, FileChannel channel, SafetensorsHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.tensors = Collections.unmodifiableMap(header.infos());
    }

    /**
     * Opens {@code file} and checks its header against its length; the caller closes it.
     *
     * @throws WeightsException if it is missing, truncated or damaged
     */
    public static SafetensorsFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new SafetensorsFile(file, channel, SafetensorsHeader.read(file, channel));
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new WeightsException(
                    file + ": " + NameEncoding.whyMissing(file) + "; expected a safetensors file", e);
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    /** Whether the metadata name a checksum, or give one: of a whole file of {@link SafetensorsWriter#writeChecked}, both. */
    public boolean hasTraceOfChecksum() {
        return namesChecksum() || header.metadata().containsKey(SafetensorsChecksum.KEY);
    }

    /** Whether the metadata name a checksum and give one. */
    public boolean hasChecksum() {
        return namesChecksum() && header.metadata().containsKey(SafetensorsChecksum.KEY);
    }

    private boolean namesChecksum() {
        return SafetensorsChecksum.KEY.equals(header.metadata().get(SafetensorsChecksum.KIND_KEY));
    }

    /**
     * Reads the whole file once, compares it with the checksum that it carries, and keeps tensors that are to be used.
     *
     * @param kept whether to keep a tensor, by its name, until it is read from the result; any other is read from the file
     *     then
     * @return this file, which is closed with it
     * @throws WeightsException naming both checksums if they differ, or if there is none
     */
    public WeightsFile verified(Predicate<String> kept) {
        Map<String, TensorData> values = new HashMap<>();
        try {
            SafetensorsChecksum.require(file, channel, header, name -> {
                if (!tensors.containsKey(name) || !kept.test(name)) {
                    return Optional.empty();
                }
                TensorData tensor = read(name);
                values.put(name, tensor);
                return Optional.of(tensor.values());
            });
            return new VerifiedFile(this, values);
        } catch (IOException e) {
            throw new WeightsException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public String format() {
        return Safetensors.NAME;
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> unreadable() {
        return header.unread();
    }

    @Override
    public void readInto(String name, ByteBuffer values) {
        require(name);
        long begin = Objects.requireNonNull(header.entries().get(name)).begin();
        try {
            SafetensorsHeader.readFully(file, channel, values.slice(), header.dataStart() + begin);
        } catch (IOException e) {
            throw new WeightsException(file + ": tensor '" + name + "' can't be read: " + IoReason.of(e, file), e);
        }
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
