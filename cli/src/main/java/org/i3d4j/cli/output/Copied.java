package org.i3d4j.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;

/** Passes text on, and its lines to another as well. */
final class Copied extends Writer {
    private final Writer writer;
    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();

    Copied(Writer writer, Consumer<String> lines) {
        this.writer = writer;
        this.lines = lines;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == '\n') {
                lines.accept(line.toString());
                line.setLength(0);
            } else {
                line.append(text[i]);
            }
        }
        writer.write(text, offset, length);
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
