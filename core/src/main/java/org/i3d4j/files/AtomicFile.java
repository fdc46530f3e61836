package org.i3d4j.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.i3d4j.error.OutputException;

/**
 * Replaces a file in one step: the content goes to a temporary name in the same folder, reaches the disk, and takes the
 * place of the old file, which stays whole until then and after any failure.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Puts the content of a file into a channel, from position 0. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes {@code content} to {@code file}; missing folders are made.
     *
     * @throws OutputException if it can't be written
     */
    public static void write(Path file, byte[] content) {
        write(file, channel -> writeFully(channel, ByteBuffer.wrap(content)));
    }

    /**
     * Writes {@code content} to {@code file}; missing folders are made, a symbolic link is followed.
     *
     * @throws OutputException if it can't be written
     */
    public static void write(Path file, Content content) {
        try {
            Path target = target(file);
            Path folder = folder(target);
            Files.createDirectories(folder);
            Path temporary = temporary(target);
            try {
                writeAndSync(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            syncFolder(folder);
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    /**
     * Puts a finished file in the place of {@code file}; a symbolic link is followed.
     *
     * @param finished in the same file system
     * @throws OutputException if {@code file} is a folder, a device or a pipe, or can't be replaced
     */
    public static void replace(Path finished, Path file) {
        try {
            Files.move(finished, target(file), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    /**
     * Tries whether {@code file} could be written, leaving no file: its folder may be read-only, or not have such names.
     *
     * @throws OutputException if it can't
     */
    public static void tryOut(Path file) {
        try {
            Path temporary = temporary(target(file));
            try {
                Files.createDirectories(folder(temporary));
                Files.createFile(temporary);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    /** The longest of the names that {@code target} has in turn. */
    private static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    /** Writes all that remains of {@code bytes}: a channel may take less than it is given. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static Path target(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return file;
        }
        if (Files.isDirectory(file)) {
            throw new OutputException(file + ": is a folder; expected the name of a file to write");
        }
        // Renaming over a device or a pipe would put a plain file in its place for everyone.
        if (!Files.isRegularFile(file)) {
            throw new OutputException(file + ": is not a regular file and can't be replaced by one");
        }
        return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new OutputException(file + ": is a folder; expected the name of a file to write");
        }
        return parent;
    }

    private static void writeAndSync(Path temporary, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            channel.force(true);
        }
    }

    /** The new name is safe only when its folder is on the disk too. Windows has no such call and needs none. */
    private static void syncFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
