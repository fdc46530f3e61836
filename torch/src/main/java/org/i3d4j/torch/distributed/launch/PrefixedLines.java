package org.i3d4j.torch.distributed.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes whole lines on with a prefix, each in one piece, so that lines of several processes don't mix. */
final class PrefixedLines extends OutputStream {
    private static final int MAX_LINE_BYTES = 1 << 16;

    private final byte[] prefix;
    private final OutputStream to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    PrefixedLines(String prefix, OutputStream to) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
        if (line.size() == 0) {
            line.write(prefix);
        }
        line.write(b);
        if (b == '\n' || line.size() >= MAX_LINE_BYTES) {
            passLine();
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    /** Ends the last line; what is behind stays open. */
    @Override
    public void close() throws IOException {
        if (line.size() > 0) {
            line.write('\n');
            passLine();
        }
        to.flush();
    }

    private void passLine() throws IOException {
        to.write(line.toByteArray());
        line.reset();
    }
}
