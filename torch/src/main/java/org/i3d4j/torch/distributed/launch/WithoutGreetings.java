package org.i3d4j.torch.distributed.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on all but the lines {@code [Gloo] Rank 0 is connected to 1 peer ranks ...}, which Gloo writes to standard output
 * whatever the level of libtorch's log.
 */
final class WithoutGreetings extends OutputStream {
    private static final byte[] BEGINNING = "[Gloo] Rank ".getBytes(StandardCharsets.US_ASCII);

    private static final int PASSING = -1;

    private final OutputStream to;
    /** How many bytes of the beginning this line has had, which wait for the next; {@link #PASSING} in one that is passed on. */
    private int matched;

    WithoutGreetings(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteArrayOutputStream passed = new ByteArrayOutputStream(length + BEGINNING.length);
        for (int i = offset; i < offset + length; i++) {
            take(bytes[i], passed);
        }
        passed.writeTo(to);
    }

    private void take(byte b, ByteArrayOutputStream passed) {
        if (matched >= 0 && matched < BEGINNING.length) {
            if (b == BEGINNING[matched]) {
                matched++;
                return;
            }
            passed.write(BEGINNING, 0, matched);
            matched = PASSING;
        }
        if (matched == PASSING) {
            passed.write(b);
        }
        if (b == '\n') {
            matched = 0;
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    /** Ends the last line; what is behind stays open. */
    @Override
    public void close() throws IOException {
        if (matched > 0 && matched < BEGINNING.length) {
            to.write(BEGINNING, 0, matched);
        }
        matched = PASSING;
        if (to instanceof PrefixedLines lines) {
            lines.close();
        }
        to.flush();
    }
}
