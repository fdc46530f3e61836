package org.i3d4j.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.i3d4j.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What commands print on: names from files go through here, so no name reaches the terminal that is more than a name. A
 * line ends where {@code println} or the {@code %n} of a format says so; text and arguments of a format are made {@linkplain
 * Printable printable}, line breaks included. A format itself is the program's own.
 */
public final class TextOutput extends PrintWriter {
    private final Writer raw;

    /** @param raw takes the text, flushed after every line; an {@link IOException} of it is passed over */
    public TextOutput(Writer raw) {
        super(raw, true);
        this.raw = raw;
    }

    /** On standard output: any call may throw {@link OutputLost}. */
    public static TextOutput on(StandardOutput out) {
        return new TextOutput(new OutputStreamWriter(out, encodingOf("stdout")));
    }

    /** On standard error, where a failure has nobody to be told to. */
    public static TextOutput onStandardError() {
        return new TextOutput(new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), encodingOf("stderr")));
    }

    /** {@code out} itself if it is one. */
    public static TextOutput of(PrintWriter out) {
        return out instanceof TextOutput text ? text : new TextOutput(out);
    }

    /** Each Java knows another of these names, the later ones the first. */
    private static Charset encodingOf(String stream) {
        return Stream.of(stream + ".encoding", "sun." + stream + ".encoding", "native.encoding")
                .flatMap(property -> Stream.ofNullable(System.getProperty(property)))
                .filter(Charset::isSupported)
                .findFirst()
                .map(Charset::forName)
                .orElse(Charset.defaultCharset());
    }

    /** For text that is the program's own in every line, with the styles of a terminal: help. */
    public PrintWriter asItIs() {
        return new PrintWriter(raw, true);
    }

    /** Every line of it goes to {@code lines}, too. */
    public TextOutput also(Consumer<String> lines) {
        return new TextOutput(new Copied(raw, lines));
    }

    /** For a command that goes on without: the first failure is told once, and what comes behind it is dropped. */
    public TextOutput whileItLasts(Consumer<OutputLost> told) {
        return new TextOutput(new Dropping(raw, told));
    }

    @Override
    public void write(int character) {
        write(String.valueOf((char) character));
    }

    @Override
    public void write(char[] text, int offset, int length) {
        write(new String(text, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) {
        writeOwn(Printable.line(text.substring(offset, offset + length)));
    }

    private void writeOwn(String text) {
        super.write(text, 0, text.length());
    }

    @Override
    public void println() {
        writeOwn(System.lineSeparator());
        flush();
    }

    @Override
    public PrintWriter format(String format, @Nullable Object... arguments) {
        return format(Locale.getDefault(Locale.Category.FORMAT), format, arguments);
    }

    @Override
    public PrintWriter format(@Nullable Locale locale, String format, @Nullable Object... arguments) {
        Object[] shown = Stream.of(arguments).map(TextOutput::printable).toArray();
        writeOwn(String.format(locale, format, shown));
        flush();
        return this;
    }

    private static Object printable(@Nullable Object argument) {
        return argument instanceof Number || argument instanceof Boolean
                ? argument
                : Printable.line(String.valueOf(argument));
    }

    /** Passes text on until the first failure. */
    private static final class Dropping extends Writer {
        private final Writer writer;
        private final Consumer<OutputLost> told;
        private boolean lost;

        Dropping(Writer writer, Consumer<OutputLost> told) {
            this.writer = writer;
            this.told = told;
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            pass(() -> writer.write(text, offset, length));
        }

        @Override
        public void flush() throws IOException {
            pass(writer::flush);
        }

        private void pass(Passing passing) throws IOException {
            if (lost) {
                return;
            }
            try {
                passing.run();
            } catch (OutputLost e) {
                lost = true;
                told.accept(e);
            }
        }

        @FunctionalInterface
        private interface Passing {
            void run() throws IOException;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
