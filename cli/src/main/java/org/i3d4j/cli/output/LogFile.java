package org.i3d4j.cli.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.OutputFolder;
import org.i3d4j.text.Printable;

/** What is told, behind what is in a file already, each line with its time. Any thread may write. */
final class LogFile implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final Path file;
    private final BufferedWriter writer;
    private boolean failed;

    /** @throws OutputException if it can't be written */
    LogFile(Path file) {
        this.file = file;
        try {
            OutputFolder.requireFor(file);
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            this.writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    /** Adds a line; the first that can't be written is told on standard error, and the last. */
    synchronized void line(String text) {
        if (failed) {
            return;
        }
        try {
            writer.write(OffsetDateTime.now(ZoneId.systemDefault()).format(TIME) + " " + text + System.lineSeparator());
            writer.flush();
        } catch (IOException e) {
            failed = true;
            System.err.println(Printable.line("warning: " + file + ": can't be written: " + IoReason.of(e, file)));
        }
    }

    @Override
    public synchronized void close() {
        failed = true;
        try {
            writer.close();
        } catch (IOException e) {
            // Every line was flushed, or told.
            return;
        }
    }
}
