package org.i3d4j.features.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.i3d4j.error.OutputException;
import org.i3d4j.features.FeatureRow;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;

/**
 * The rows of a video until the last is known, in a file that goes when it is closed, however that comes about. No row stays in
 * memory: of a day at a step of one frame there are millions.
 */
final class FeatureSpool implements AutoCloseable {
    /** What a process that was killed leaves behind. */
    static final String EXTENSION = ".rows.tmp";

    private static final int PLACE_BYTES = 4 * Integer.BYTES + 2 * Double.BYTES;

    private final Path file;
    private final FileChannel channel;
    private Optional<Place> first = Optional.empty();
    private int rows;
    private long values;

    /**
     * Where a window lies.
     *
     * @param rowShape of its values
     */
    record Place(
            int window, int startFrame, int endFrame, double startSeconds, double endSeconds, List<Integer> rowShape) {
        int rowValues() {
            return rowShape.stream().reduce(1, Math::multiplyExact);
        }
    }

    private FeatureSpool(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * An empty one, beside {@code target}; missing folders are made.
     *
     * @throws OutputException if nothing can be written there
     */
    static FeatureSpool beside(Path target) {
        Path file = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + EXTENSION);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return new FeatureSpool(
                    target,
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new OutputException(target + ": can't be written: " + IoReason.of(e, file), e);
        }
    }

    void add(FeatureRow row) {
        Place place = new Place(
                row.window(), row.startFrame(), row.endFrame(), row.startSeconds(), row.endSeconds(), row.shape());
        float[] all = row.values();
        List<Integer> shape = place.rowShape();
        ByteBuffer bytes =
                allocate(PLACE_BYTES + shape.size() * Integer.BYTES + Math.multiplyExact(all.length, Float.BYTES));
        bytes.putInt(place.window()).putInt(place.startFrame()).putInt(place.endFrame());
        bytes.putDouble(place.startSeconds()).putDouble(place.endSeconds());
        bytes.putInt(shape.size());
        shape.forEach(bytes::putInt);
        bytes.asFloatBuffer().put(all);
        try {
            AtomicFile.writeFully(channel, bytes.rewind());
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
        if (first.isEmpty()) {
            first = Optional.of(place);
        }
        rows++;
        values += all.length;
    }

    /** Where the first window lies; empty if there is none. */
    Optional<Place> first() {
        return first;
    }

    int rows() {
        return rows;
    }

    /** Of all rows. */
    long values() {
        return values;
    }

    @FunctionalInterface
    interface PlaceReceiver {
        void accept(Place place) throws IOException;
    }

    @FunctionalInterface
    interface RowReceiver {
        void accept(Place place, float[] values) throws IOException;
    }

    /** Gives the place of every row, in order. */
    void forEachPlace(PlaceReceiver receiver) throws IOException {
        walk((place, valuesAt) -> receiver.accept(place));
    }

    /** Gives every row, in order. */
    void forEach(RowReceiver receiver) throws IOException {
        walk((place, valuesAt) -> {
            float[] row = new float[place.rowValues()];
            read(valuesAt, row.length * Float.BYTES).asFloatBuffer().get(row);
            receiver.accept(place, row);
        });
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Place place, long valuesAt) throws IOException;
    }

    private void walk(Visitor visitor) throws IOException {
        long position = 0;
        for (int row = 0; row < rows; row++) {
            ByteBuffer numbers = read(position, PLACE_BYTES);
            position += PLACE_BYTES;
            int window = numbers.getInt();
            int startFrame = numbers.getInt();
            int endFrame = numbers.getInt();
            double startSeconds = numbers.getDouble();
            double endSeconds = numbers.getDouble();
            int sides = numbers.getInt();
            List<Integer> shape = shape(position, sides);
            position += (long) sides * Integer.BYTES;
            Place place = new Place(window, startFrame, endFrame, startSeconds, endSeconds, shape);
            visitor.visit(place, position);
            position += (long) place.rowValues() * Float.BYTES;
        }
    }

    private List<Integer> shape(long position, int sides) throws IOException {
        ByteBuffer bytes = read(position, sides * Integer.BYTES);
        List<Integer> shape = new ArrayList<>();
        for (int side = 0; side < sides; side++) {
            shape.add(bytes.getInt());
        }
        return List.copyOf(shape);
    }

    private ByteBuffer read(long position, int count) throws IOException {
        ByteBuffer bytes = allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("the rows so far are gone");
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
