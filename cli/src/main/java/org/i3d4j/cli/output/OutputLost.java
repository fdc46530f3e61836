package org.i3d4j.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * Standard output takes no more. No {@link org.i3d4j.error.I3dException}: commands that go on after a bad input must not go
 * on after this.
 */
public final class OutputLost extends UncheckedIOException {
    /** 128 and the number of SIGPIPE, by which other programs end here. */
    public static final int READER_GONE = 141;

    private static final long serialVersionUID = 1L;
    private static final int OUTPUT = 8;

    private final boolean readerGone;

    private OutputLost(String message, boolean readerGone, IOException cause) {
        super(message, cause);
        this.readerGone = readerGone;
    }

    /** A disk that is full, say. */
    static OutputLost cantBeWritten(IOException cause) {
        return new OutputLost("standard output can't be written: " + cause.getMessage(), false, cause);
    }

    /** Whoever read has had enough, as {@code head}. */
    static OutputLost readerGone(IOException cause) {
        return new OutputLost("nobody reads standard output any more", true, cause);
    }

    /** Says why the command ends, except where whoever ended it knows. */
    public void tell(PrintWriter err) {
        if (!readerGone) {
            err.println("i3d: " + getMessage());
            err.flush();
        }
    }

    public int exitCode() {
        return readerGone ? READER_GONE : OUTPUT;
    }
}
