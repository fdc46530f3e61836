package org.i3d4j.torch.distributed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors in memory that the processes of one machine share: one for each rank, and one for all. They lie in a file of
 * Linux's memory file system, which has no name any more when it gets its size, so that no process leaves memory behind,
 * however it ends.
 */
final class SharedVectors implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SharedVectors.class);
    private static final Path MEMORY = Path.of("/dev/shm");
    /** Maps begin at a page; no machine has larger ones. */
    private static final long PAGE_BYTES = 1 << 16;

    private final List<ByteBuffer> maps;
    private final long values;

    private SharedVectors(List<ByteBuffer> maps, long values) {
        this.maps = new ArrayList<>(maps);
        this.values = values;
    }

    /**
     * For all: makes vectors of {@code values} zeros.
     *
     * @return empty, for all, if they are not processes of one machine, or it has no such memory, or too little
     */
    static Optional<SharedVectors> open(ProcessGroup group, long values) {
        return open(group, values, MEMORY);
    }

    /** @param memory folder of a file system in memory */
    static Optional<SharedVectors> open(ProcessGroup group, long values, Path memory) {
        if (values * Float.BYTES > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        Optional<FileChannel> file = openTogether(group, memory);
        Optional<SharedVectors> vectors = file.flatMap(channel -> in(channel, group, values, memory));
        file.ifPresent(SharedVectors::close);
        return vectors;
    }

    private static Optional<SharedVectors> in(FileChannel channel, ProcessGroup group, long values, Path memory) {
        int vectors = group.worldSize() + 1;
        boolean isFilled = !group.isFirst() || fill(channel, vectors * strideBytes(values), memory);
        if (group.any(!isFilled)) {
            return Optional.empty();
        }
        List<ByteBuffer> maps = map(channel, vectors, values);
        return group.any(maps.isEmpty()) ? Optional.empty() : Optional.of(new SharedVectors(maps, values));
    }

    /** The same file in all; who can open it is on the first one's machine. */
    private static Optional<FileChannel> openTogether(ProcessGroup group, Path memory) {
        byte[] name = group.isFirst() ? create(memory).getBytes(StandardCharsets.UTF_8) : new byte[0];
        Path file = memory.resolve(new String(group.exchange(name).get(0), StandardCharsets.UTF_8));
        Optional<FileChannel> channel = open(file);
        boolean isOpenEverywhere = !group.any(channel.isEmpty());
        if (group.isFirst()) {
            delete(file);
        }
        if (isOpenEverywhere) {
            return channel;
        }
        channel.ifPresent(SharedVectors::close);
        return Optional.empty();
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("the file of shared vectors can't be closed", e);
        }
    }

    /** The name of a new file; one that is not there if none can be made. */
    private static String create(Path memory) {
        String name = "i3d-gradients-" + UUID.randomUUID();
        try {
            Files.createFile(
                    memory.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("no file can be made in {}", memory, e);
        }
        return name;
    }

    private static Optional<FileChannel> open(Path file) {
        try {
            return Optional.of(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("warning: {} can't be deleted: {}", file, e.getMessage());
        }
    }

    private static long strideBytes(long values) {
        return (values * Float.BYTES + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }

    /** Takes the memory now: a map of what is not there would end the process when it is touched. */
    private static boolean fill(FileChannel channel, long bytes, Path memory) {
        try {
            if (Files.getFileStore(memory).getUsableSpace() >= bytes) {
                ByteBuffer zeros = ByteBuffer.allocate((int) PAGE_BYTES);
                for (long at = 0; at < bytes; at += channel.write(zeros.rewind(), at)) {
                    zeros.limit((int) Math.min(PAGE_BYTES, bytes - at));
                }
                return true;
            }
        } catch (IOException e) {
            log.debug("{} can't be filled", memory, e);
        }
        log.info("no {} MiB are free in {}: gradients go through the network device", bytes >> 20, memory);
        return false;
    }

    private static List<ByteBuffer> map(FileChannel channel, int vectors, long values) {
        List<ByteBuffer> maps = new ArrayList<>();
        try {
            for (int i = 0; i < vectors; i++) {
                maps.add(channel.map(MapMode.READ_WRITE, i * strideBytes(values), values * Float.BYTES));
            }
            return maps;
        } catch (IOException e) {
            log.debug("the file of shared vectors can't be mapped", e);
            return List.of();
        }
    }

    /** What {@code rank} writes and all read; the caller's to close, and valid until {@link #close()}. */
    Tensor of(int rank) {
        return tensor(rank);
    }

    /** What all write, each a part, and all read; as {@link #of}. */
    Tensor ofAll() {
        return tensor(maps.size() - 1);
    }

    private Tensor tensor(int number) {
        Tensor tensor = torch.from_blob(
                new BytePointer(maps.get(number)), new long[] {values}, new TensorOptions(ScalarType.Float));
        tensor.retainReference();
        return tensor;
    }

    /** Lets go of the memory; nothing in it may be used any more. */
    @Override
    public void close() {
        maps.clear();
    }
}
