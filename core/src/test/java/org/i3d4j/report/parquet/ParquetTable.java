package org.i3d4j.report.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** A Parquet file, read by the bytes of the format's specification: plain values, one page of a column in a group of rows. */
public final class ParquetTable {
    private final FileMetaData footer;
    private final byte[] bytes;

    private ParquetTable(FileMetaData footer, byte[] bytes) {
        this.footer = footer;
        this.bytes = bytes;
    }

    public static ParquetTable read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
        assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII))
                .isEqualTo("PAR1");
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        return new ParquetTable(
                Util.readFileMetaData(new ByteArrayInputStream(bytes, bytes.length - 8 - length, length)), bytes);
    }

    public long rows() {
        return footer.getNum_rows();
    }

    /** Depth first. */
    public List<String> schema() {
        return footer.getSchema().stream().map(SchemaElement::getName).toList();
    }

    /** What the file says of itself. */
    public Map<String, String> said() {
        return footer.getKey_value_metadata().stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    public List<Long> rowsOfGroups() {
        return footer.getRow_groups().stream().map(RowGroup::getNum_rows).toList();
    }

    /** The page of a column, without its header; the column's metadata tell where it ends. */
    private ByteBuffer page(int group, int column) throws IOException {
        ColumnMetaData metadata =
                footer.getRow_groups().get(group).getColumns().get(column).getMeta_data();
        int start = Math.toIntExact(metadata.getData_page_offset());
        int length = Math.toIntExact(metadata.getTotal_compressed_size());
        ByteArrayInputStream stream = new ByteArrayInputStream(bytes, start, length);
        PageHeader header = Util.readPageHeader(stream);
        assertThat(header.getCompressed_page_size()).isEqualTo(stream.available());
        assertThat((long) header.getData_page_header().getNum_values()).isEqualTo(metadata.getNum_values());
        return ByteBuffer.wrap(bytes, start + length - stream.available(), stream.available())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    public List<String> texts(int group, int column) throws IOException {
        ByteBuffer page = page(group, column);
        List<String> texts = new ArrayList<>();
        while (page.hasRemaining()) {
            byte[] text = new byte[page.getInt()];
            page.get(text);
            texts.add(new String(text, StandardCharsets.UTF_8));
        }
        return texts;
    }

    public List<Integer> ints(int group, int column) throws IOException {
        ByteBuffer page = page(group, column);
        return IntStream.range(0, page.remaining() / Integer.BYTES)
                .mapToObj(i -> page.getInt(i * Integer.BYTES))
                .toList();
    }

    public List<Double> reals(int group, int column) throws IOException {
        ByteBuffer page = page(group, column);
        return IntStream.range(0, page.remaining() / Double.BYTES)
                .mapToObj(i -> page.getDouble(i * Double.BYTES))
                .toList();
    }

    /** Those of all lists, past their levels. */
    public List<Float> listedFloats(int group, int column) throws IOException {
        ByteBuffer page = page(group, column);
        for (int kind = 0; kind < 2; kind++) {
            int levels = page.getInt();
            page.position(page.position() + levels);
        }
        ByteBuffer values = page.slice().order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, values.remaining() / Float.BYTES)
                .mapToObj(i -> values.getFloat(i * Float.BYTES))
                .toList();
    }
}
