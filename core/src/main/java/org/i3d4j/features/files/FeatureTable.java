package org.i3d4j.features.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.i3d4j.features.FeatureEnd;
import org.i3d4j.features.files.FeatureSpool.Place;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;

/**
 * The features of a video, whole.
 *
 * @param video what it is called
 * @param spool has the rows
 * @param rowShape of a row's values, also where there are none
 * @param end what was seen of the video
 * @param description of how they were made, as JSON
 */
record FeatureTable(String video, FeatureSpool spool, List<Integer> rowShape, FeatureEnd end, String description) {
    private static final int ROWS_TOGETHER = 1024;

    /** An array of many bytes. */
    record Column(TensorInfo info, Content content) {}

    /** Writes exactly the bytes of an array, little-endian. */
    @FunctionalInterface
    interface Content {
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    /** Rows, then what a row has. */
    List<Long> shape() {
        List<Long> shape = new ArrayList<>();
        shape.add((long) spool.rows());
        rowShape.forEach(side -> shape.add((long) side));
        return shape;
    }

    Column features(DataType type, List<Long> shape) {
        return new Column(
                new TensorInfo(type, shape),
                channel -> spool.forEach((place, row) -> {
                    ByteBuffer bytes =
                            ByteBuffer.allocate(row.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
                    for (float value : row) {
                        if (type == DataType.F64) {
                            bytes.putDouble(value);
                        } else {
                            bytes.putFloat(value);
                        }
                    }
                    writeFully(channel, bytes.flip());
                }));
    }

    /** Where the windows lie, by name. */
    Map<String, Column> columns() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("features", features(DataType.F32, shape()));
        columns.put("start_frame", ints(Place::startFrame));
        columns.put("end_frame", ints(Place::endFrame));
        columns.put("start_seconds", reals(Place::startSeconds));
        columns.put("end_seconds", reals(Place::endSeconds));
        return columns;
    }

    private Column ints(ToIntFunction<Place> value) {
        return column(DataType.I32, (place, bytes) -> bytes.putInt(value.applyAsInt(place)));
    }

    Column reals(ToDoubleFunction<Place> value) {
        return column(DataType.F64, (place, bytes) -> bytes.putDouble(value.applyAsDouble(place)));
    }

    @FunctionalInterface
    private interface Putting {
        void put(Place place, ByteBuffer bytes);
    }

    private Column column(DataType type, Putting putting) {
        return new Column(new TensorInfo(type, List.of((long) spool.rows())), channel -> {
            ByteBuffer bytes = ByteBuffer.allocate(ROWS_TOGETHER * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            spool.forEachPlace(place -> {
                putting.put(place, bytes);
                if (!bytes.hasRemaining()) {
                    writeFully(channel, bytes.flip());
                    bytes.clear();
                }
            });
            writeFully(channel, bytes.flip());
        });
    }

    static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
