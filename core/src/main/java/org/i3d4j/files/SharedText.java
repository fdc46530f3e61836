package org.i3d4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.i3d4j.error.OutputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small file of text that processes share: read at any time, and replaced as a whole by one of them at a time. */
public final class SharedText {
    private static final Logger log = LoggerFactory.getLogger(SharedText.class);
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;

    /** @param file may not be there, nor its folder */
    public SharedText(Path file) {
        this.file = file;
    }

    /** The file called {@code name} in the user's cache. */
    public static SharedText ofUser(String name) {
        return new SharedText(UserCache.folder(System.getenv()).resolve(name));
    }

    /**
     * What is in it; empty if there is no such file.
     *
     * @throws OutputException if it can't be read, or is too large to be one of these
     */
    public Optional<String> read() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new OutputException(file + ": has more than " + MOST_BYTES + " bytes");
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new OutputException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    /**
     * Replaces what is in it by what {@code text} gives, which is asked while no other process replaces it; waits for one that does.
     *
     * @param most to wait
     * @param text not asked where the file could not be written
     * @throws OutputException if it can't be written, or another process takes longer
     */
    public void replace(Duration most, Supplier<String> text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
            try (TakenTurn turn =
                    TakenTurn.within(most, lock, () -> log.info("waiting for another process, which has {}", lock))) {
                AtomicFile.tryOut(file);
                AtomicFile.write(file, text.get().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    /** Its name. */
    @Override
    public String toString() {
        return file.toString();
    }
}
