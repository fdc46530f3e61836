package org.i3d4j.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.i3d4j.cli.output.StandardOutput.Kind;

/** Standard outputs that take nothing, for {@link TextOutput}. */
public final class ClosedOutput {
    private ClosedOutput() {}

    /** A file on a disk that is full. */
    public static Writer fullDisk() {
        return writer(new Refusing("No space left on device"), Kind.OTHER);
    }

    /** A pipe that nobody reads, where errors are told in German. */
    public static Writer pipe() {
        return writer(new Refusing("Datenübergabe unterbrochen"), Kind.PIPE);
    }

    static Writer writer(OutputStream stream, Kind kind) {
        return new OutputStreamWriter(new StandardOutput(stream, () -> kind), StandardCharsets.UTF_8);
    }

    private static final class Refusing extends OutputStream {
        private final String reason;

        Refusing(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(reason);
        }
    }
}
