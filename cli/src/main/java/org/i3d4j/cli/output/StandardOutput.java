package org.i3d4j.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Standard output. The first write that fails is the last: what came behind it would leave a gap. */
public final class StandardOutput extends OutputStream {
    /** What standard output is connected to, as far as it matters. */
    enum Kind {
        /** Writes fail here when nobody reads any more, and for no other reason. */
        PIPE,
        FILE,
        OTHER
    }

    private static final int TYPE_MASK = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;
    private static final int REGULAR_FILE = 0100000;

    private final OutputStream out;
    private final Supplier<Kind> kind;
    private volatile @Nullable IOException failure;

    StandardOutput(OutputStream out, Supplier<Kind> kind) {
        this.out = out;
        this.kind = kind;
    }

    /** That of this process. */
    public static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out), StandardOutput::kind);
    }

    /** The words of errors are those of the user's language, so it is looked up. */
    private static Kind kind() {
        try {
            int mode = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
            return switch (mode & TYPE_MASK) {
                case FIFO, SOCKET -> Kind.PIPE;
                case REGULAR_FILE -> Kind.FILE;
                default -> Kind.OTHER;
            };
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Kind.OTHER;
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** @throws OutputLost if these bytes, or any before, can't be written */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failure == null) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
            }
        }
        flush();
    }

    /** @throws OutputLost if any bytes before can't be written; none wait here */
    @Override
    public void flush() {
        lost().ifPresent(lost -> {
            throw lost;
        });
    }

    /** At the end of the process: a network drive or a quota may refuse what it took before. */
    public void finish() {
        if (failure == null && kind.get() == Kind.FILE) {
            try {
                FileDescriptor.out.sync();
            } catch (SyncFailedException e) {
                failure = e;
            }
        }
    }

    /** Why it takes no more; empty if all that was written went through. */
    public Optional<OutputLost> lost() {
        return Optional.ofNullable(failure)
                .map(e -> kind.get() == Kind.PIPE ? OutputLost.readerGone(e) : OutputLost.cantBeWritten(e));
    }
}
