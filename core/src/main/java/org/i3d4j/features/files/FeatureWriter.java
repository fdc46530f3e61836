package org.i3d4j.features.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.i3d4j.checkpoint.ProgramVersion;
import org.i3d4j.features.FeatureTool;
import org.i3d4j.features.files.FeatureSpool.Place;
import org.i3d4j.features.files.FeatureTable.Column;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.report.parquet.ParquetColumn;
import org.i3d4j.report.parquet.ParquetFile;
import org.i3d4j.report.parquet.ParquetPage;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.npy.NpyFile;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.i3d4j.weights.safetensors.SafetensorsWriter.Streamed;

/** Writes the features of a video. */
final class FeatureWriter {
    private static final double MILLIS = 1000;
    /** A program can read groups of rows one by one. */
    private static final int VALUES_OF_GROUP = 1 << 22;

    private FeatureWriter() {}

    /**
     * Writes all files, those of the features last.
     *
     * @return the shape of the features as they stand in the file
     * @throws org.i3d4j.error.OutputException if one can't be written
     */
    static List<Long> write(FeatureFiles files, FeatureTable table, FeatureFormat format, FeatureTool tool) {
        List<Long> shape = shape(table, tool);
        switch (tool) {
            case VIDEO_FEATURES -> asVideoFeatures(files, table, shape);
            case PIERGIAJ -> npy(files.main(), table.features(DataType.F32, shape));
            case I3D4J -> write(files.main(), table, format);
        }
        return shape;
    }

    private static List<Long> shape(FeatureTable table, FeatureTool tool) {
        return switch (tool) {
            case VIDEO_FEATURES -> table.spool().rows() == 0 ? List.of(0L) : table.shape();
            case PIERGIAJ -> timeSteps(table);
            case I3D4J -> table.shape();
        };
    }

    private static void write(Path file, FeatureTable table, FeatureFormat format) {
        switch (format) {
            case NPY -> npy(file, table.features(DataType.F32, table.shape()));
            case NPZ -> npz(file, table);
            case SAFETENSORS -> safetensors(file, table);
            case PARQUET -> parquet(file, table);
        }
    }

    /** Its arrays come of Python's numbers, which are of 64 bits; an empty one has no second side. */
    private static void asVideoFeatures(FeatureFiles files, FeatureTable table, List<Long> shape) {
        double rate = table.end().frameRate();
        TensorInfo one = new TensorInfo(DataType.F64, List.of());
        npy(
                files.beside().get(0),
                new Column(
                        one,
                        channel -> FeatureTable.writeFully(
                                channel,
                                ByteBuffer.allocate(Double.BYTES)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .putDouble(rate)
                                        .flip())));
        npy(files.beside().get(1), table.reals(place -> place.endSeconds() * MILLIS));
        npy(files.main(), table.features(DataType.F64, shape));
    }

    /** A row for each step of all windows. */
    private static List<Long> timeSteps(FeatureTable table) {
        long channels = table.rowShape().get(table.rowShape().size() - 1);
        return List.of(table.spool().values() / channels, 1L, 1L, channels);
    }

    private static void npy(Path file, Column array) {
        NpyFile.write(file, array.info(), channel -> array.content().writeTo(channel));
    }

    /** As {@code numpy.savez} does. */
    private static void npz(Path file, FeatureTable table) {
        AtomicFile.write(file, channel -> {
            ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, Column> column : table.columns().entrySet()) {
                zip.putNextEntry(new ZipEntry(column.getKey() + ".npy"));
                zip.write(NpyFile.headerOf(file, column.getValue().info()));
                WritableByteChannel entry = Channels.newChannel(zip);
                column.getValue().content().writeTo(entry);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static void safetensors(Path file, FeatureTable table) {
        Map<String, Streamed> tensors = new LinkedHashMap<>();
        table.columns()
                .forEach((name, column) -> tensors.put(
                        name,
                        new Streamed(column.info(), channel -> column.content().writeTo(channel))));
        SafetensorsWriter.writeStreamed(file, Map.of("i3d4j.features", table.description()), tensors);
    }

    private static void parquet(Path file, FeatureTable table) {
        List<ParquetColumn> columns = List.of(
                ParquetColumn.text("video"),
                ParquetColumn.integer("window"),
                ParquetColumn.real("start_second"),
                ParquetColumn.real("end_second"),
                ParquetColumn.floats("vector"));
        int rowValues = Math.max(1, table.rowShape().stream().reduce(1, Math::multiplyExact));
        int rowsOfGroup = Math.max(1, VALUES_OF_GROUP / rowValues);
        ParquetFile.write(
                file,
                "i3d4j version " + ProgramVersion.number(),
                columns,
                Map.of("i3d4j.features", table.description()),
                writer -> {
                    RowGroups groups = new RowGroups(writer, columns, table.video(), rowsOfGroup);
                    table.spool().forEach(groups::add);
                    groups.flush();
                });
    }

    /** Rows on their way into a table, some thousands at a time. */
    private static final class RowGroups {
        private final ParquetFile file;
        private final List<ParquetColumn> columns;
        private final byte[] video;
        private final int rowsOfGroup;
        private List<ParquetPage> pages = List.of();
        private int rows;

        RowGroups(ParquetFile file, List<ParquetColumn> columns, String video, int rowsOfGroup) {
            this.file = file;
            this.columns = columns;
            this.video = video.getBytes(StandardCharsets.UTF_8);
            this.rowsOfGroup = rowsOfGroup;
        }

        void add(Place place, float[] values) throws IOException {
            if (rows == 0) {
                pages = new ArrayList<>(columns.stream().map(ParquetPage::new).toList());
            }
            pages.get(0).add(video);
            pages.get(1).add(new int[] {place.window()});
            pages.get(2).add(place.startSeconds());
            pages.get(3).add(place.endSeconds());
            pages.get(4).add(values);
            rows++;
            if (rows == rowsOfGroup) {
                flush();
            }
        }

        void flush() throws IOException {
            if (rows > 0) {
                file.rowGroup(rows, pages);
                rows = 0;
            }
        }
    }
}
