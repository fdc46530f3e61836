package org.i3d4j.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;

/**
 * A table of numbers that grows by a row at a time, as {@code metrics.csv}. Every row is on its way to the disk when the
 * call returns. Not safe for use by several threads at a time.
 */
public final class CsvMetrics implements AutoCloseable {
    private static final int TAIL_BYTES = 1 << 16;

    private final Path file;
    private FileChannel channel;
    private final List<String> columns;

    private CsvMetrics(Path file, FileChannel channel, List<String> columns) {
        this.file = file;
        this.channel = channel;
        this.columns = columns;
    }

    /**
     * Opens {@code file} to add rows: a new file starts with the header, one with the same header goes on behind its last
     * whole row (a row cut short by a crash is dropped).
     *
     * @throws OutputException if it has another header or can't be written
     */
    public static CsvMetrics open(Path file, List<String> columns) {
        if (columns.isEmpty() || new HashSet<>(columns).size() != columns.size()) {
            throw new IllegalArgumentException("columns " + columns + " are none or not distinct");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file) && Files.size(file) > 0) {
                requireHeader(file, columns);
            }
            CsvMetrics metrics = new CsvMetrics(file, channel(file), List.copyOf(columns));
            try {
                metrics.goToEnd();
                return metrics;
            } catch (IOException | RuntimeException e) {
                metrics.close();
                throw e;
            }
        } catch (IOException | CsvParseException e) {
            throw new OutputException(file + ": can't be continued: " + e, e);
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void requireHeader(Path file, List<String> columns) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            List<String> found =
                    reader.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
            if (!found.equals(columns)) {
                throw new OutputException(file + ": has the columns " + found + ", expected " + columns
                        + "; move it away or write elsewhere");
            }
        }
    }

    private void goToEnd() throws IOException {
        channel.truncate(endOfLastLine());
        channel.position(channel.size());
        if (channel.size() == 0) {
            writeRecord(columns);
        }
    }

    /** Position behind the last line break; the file's length if its last line is longer than any row of ours. */
    private long endOfLastLine() throws IOException {
        long start = Math.max(0, channel.size() - TAIL_BYTES);
        ByteBuffer tail = ByteBuffer.allocate((int) (channel.size() - start));
        int read;
        do {
            read = channel.read(tail, start + tail.position());
        } while (read > 0);
        for (int i = tail.position() - 1; i >= 0; i--) {
            if (tail.get(i) == '\n') {
                return start + i + 1;
            }
        }
        return start == 0 ? 0 : channel.size();
    }

    /**
     * Drops rows, in one step: after a crash the file has all that it had or all that is wanted.
     *
     * @param wanted is given the fields of a row by column; a column without a value has an empty one
     * @throws OutputException if the file can't be read or written
     */
    public void retain(Predicate<Map<String, String>> wanted) {
        try {
            List<NamedCsvRecord> all = rows();
            List<List<String>> kept = all.stream()
                    .filter(row -> wanted.test(row.getFieldsAsMap()))
                    .map(NamedCsvRecord::getFields)
                    .toList();
            if (kept.size() < all.size()) {
                channel.close();
                CsvFile.write(file, columns, kept.stream());
                channel = channel(file);
                channel.position(channel.size());
            }
        } catch (IOException | CsvParseException e) {
            throw new OutputException(file + ": can't be continued: " + e.getMessage(), e);
        }
    }

    private List<NamedCsvRecord> rows() throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }

    /**
     * Adds a row; columns without a value stay empty.
     *
     * @throws IllegalArgumentException for a column that the table does not have
     * @throws OutputException if it can't be written
     */
    public void row(Map<String, ?> values) {
        if (!columns.containsAll(values.keySet())) {
            throw new IllegalArgumentException("columns " + values.keySet() + " are not among " + columns);
        }
        try {
            writeRecord(columns.stream()
                    .map(column -> values.containsKey(column) ? String.valueOf(values.get(column)) : "")
                    .toList());
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    private void writeRecord(List<String> fields) throws IOException {
        StringWriter line = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line)) {
            writer.writeRecord(fields);
        }
        AtomicFile.writeFully(channel, StandardCharsets.UTF_8.encode(line.toString()));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new OutputException(file + ": can't be closed: " + IoReason.of(e, file), e);
        }
    }
}
