package org.i3d4j.report.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.i3d4j.files.AtomicFile;

/** Writes a Parquet file, format version 1: values plain, not compressed, one page of each column in a group of rows. */
public final class ParquetFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 1;

    private final FileChannel channel;
    private final List<RowGroup> groups = new ArrayList<>();
    private long rows;

    private ParquetFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Puts the rows into a file. */
    @FunctionalInterface
    public interface Rows {
        void writeTo(ParquetFile file) throws IOException;
    }

    /**
     * Writes a file, in place of an older one.
     *
     * @param program who writes it, as {@code i3d4j version 1.0}
     * @param metadata text by key
     * @throws org.i3d4j.error.OutputException if it can't be written
     */
    public static void write(
            Path path, String program, List<ParquetColumn> columns, Map<String, String> metadata, Rows rows) {
        AtomicFile.write(path, channel -> {
            ParquetFile file = new ParquetFile(channel);
            file.put(MAGIC);
            rows.writeTo(file);
            file.end(program, columns, metadata);
        });
    }

    /** Adds rows, a page for each column of the file. */
    public void rowGroup(int count, List<ParquetPage> pages) throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long bytes = 0;
        for (ParquetPage page : pages) {
            ColumnChunk chunk = chunk(page);
            chunks.add(chunk);
            bytes += chunk.getMeta_data().getTotal_uncompressed_size();
        }
        groups.add(new RowGroup(chunks, bytes, count));
        rows += count;
    }

    private ColumnChunk chunk(ParquetPage page) throws IOException {
        long start = channel.position();
        byte[] body = page.bytes();
        PageHeader header = new PageHeader(PageType.DATA_PAGE, body.length, body.length);
        header.setData_page_header(new DataPageHeader(page.count(), Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Util.writePageHeader(header, head);
        put(head.toByteArray());
        put(body);
        long bytes = channel.position() - start;
        ColumnMetaData metadata = new ColumnMetaData(
                page.column().type(),
                List.of(Encoding.PLAIN, Encoding.RLE),
                page.column().path(),
                CompressionCodec.UNCOMPRESSED,
                page.count(),
                bytes,
                bytes,
                start);
        return new ColumnChunk(start).setMeta_data(metadata);
    }

    private void end(String program, List<ParquetColumn> columns, Map<String, String> metadata) throws IOException {
        SchemaElement root = new SchemaElement("schema").setNum_children(columns.size());
        List<SchemaElement> schema = Stream.concat(
                        Stream.of(root), columns.stream().flatMap(ParquetColumn::schema))
                .toList();
        List<KeyValue> entries = metadata.entrySet().stream()
                .map(entry -> new KeyValue(entry.getKey()).setValue(entry.getValue()))
                .toList();
        FileMetaData footer = new FileMetaData(FORMAT_VERSION, schema, rows, groups)
                .setKey_value_metadata(entries)
                .setCreated_by(program);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        put(bytes.toByteArray());
        put(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.size())
                .array());
        put(MAGIC);
    }

    private void put(byte[] bytes) throws IOException {
        AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes));
    }
}
