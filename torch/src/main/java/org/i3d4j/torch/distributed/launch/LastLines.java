package org.i3d4j.torch.distributed.launch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The end of a text that arrives in pieces; safe for use by several threads. */
final class LastLines {
    private static final int MAX_LINES = 20;
    private static final int MAX_CHARS = 8_192;

    private final StringBuilder text = new StringBuilder();

    /** Takes the first {@code length} bytes. They are kept as they are: the encoding is the process's. */
    synchronized void add(byte[] bytes, int length) {
        text.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        if (text.length() > 2 * MAX_CHARS) {
            text.delete(0, text.length() - MAX_CHARS);
        }
    }

    /** At most the last 20 lines, as a reader of UTF-8 sees them. */
    synchronized List<String> lines() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
    }
}
