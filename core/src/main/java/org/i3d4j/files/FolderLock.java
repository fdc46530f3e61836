package org.i3d4j.files;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.i3d4j.error.OutputException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a folder, which a process writes to for hours, from others that would write the same files. The system holds the
 * lock for the process, and takes it back however that ends; the file {@value #FILE} stays, and says who has the lock or
 * had it last. Between machines it holds as far as the file system's locks do.
 */
public final class FolderLock implements AutoCloseable {
    /** The file's name. */
    public static final String FILE = ".i3d.lock";

    private static final Logger log = LoggerFactory.getLogger(FolderLock.class);

    /** Behind the text, for some systems let nobody read what is locked. */
    private static final long LOCKED_BYTE = 1L << 30;

    private static final int MOST_TEXT_BYTES = 512;

    /** A system's lock is the process's: it would get the same one twice, and lose both as soon as it closes one file. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel file;

    private FolderLock(Path folder, FileChannel file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Takes the lock of {@code folder}; missing folders are made. Where the file system has no locks, a warning says so.
     *
     * @param work what it is for, as {@code training}
     * @param instead what to do where another has it
     * @return to be closed when nothing is written any more
     * @throws OutputException naming the holder if another has it, in this process or another, or if the folder can't be
     *     written to
     */
    public static FolderLock take(Path folder, String work, String instead) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw new OutputException(taken(folder, work, "this process itself", instead));
            }
            return ofProcess(folder, real, work, instead);
        } catch (IOException e) {
            throw new OutputException(folder + ": can't be written to: " + IoReason.of(e, folder), e);
        }
    }

    private static FolderLock ofProcess(Path folder, Path real, String work, String instead) throws IOException {
        FileChannel file = null;
        try {
            file = FileChannel.open(
                    real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(file, folder, work)) {
                throw new OutputException(taken(folder, work, holder(file), instead));
            }
            signAsHolder(file);
            return new FolderLock(real, file);
        } catch (IOException | RuntimeException e) {
            release(real, file);
            throw e;
        }
    }

    /** Whether this process has the lock now, or there are none. */
    private static boolean lock(FileChannel file, Path folder, String work) {
        try {
            return file.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            log.warn(
                    "warning: {}: can't be locked: {}; keep every other {} out of it",
                    folder,
                    IoReason.of(e, folder),
                    work);
            return true;
        }
    }

    private static String taken(Path folder, String work, String holder, String instead) {
        return folder + ": another " + work + " writes to it, of " + holder + "; let it end, or " + instead;
    }

    private static void signAsHolder(FileChannel file) throws IOException {
        String name = "process " + ProcessHandle.current().pid() + " on " + host() + " since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n";
        file.truncate(0);
        AtomicFile.writeFully(file, ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static String host() {
        try {
            // Java's own way asks the network for addresses too, and can take seconds.
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                return "this machine";
            }
        }
    }

    private static String holder(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MOST_TEXT_BYTES);
        file.read(text);
        String name = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
        return name.isEmpty() ? "another process" : name;
    }

    private static void release(Path folder, @Nullable FileChannel file) throws IOException {
        try {
            if (file != null) {
                file.close();
            }
        } finally {
            HELD.remove(folder);
        }
    }

    @Override
    public void close() {
        try {
            release(folder, file);
        } catch (IOException e) {
            throw new OutputException(folder.resolve(FILE) + ": can't be closed: " + IoReason.of(e), e);
        }
    }
}
