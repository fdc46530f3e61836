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
import java.util.UUID;
import org.i3d4j.error.OutputException;
import org.i3d4j.features.FeatureRow;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;

/** The rows of a video until the last is known: their values in a file that goes when it is closed, however that comes about. */
final class FeatureSpool implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final List<Place> places = new ArrayList<>();
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
        Path file = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".rows.tmp");
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
        float[] all = row.values();
        ByteBuffer bytes = ByteBuffer.allocate(all.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(all);
        try {
            AtomicFile.writeFully(channel, bytes);
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
        values += all.length;
        places.add(new Place(
                row.window(), row.startFrame(), row.endFrame(), row.startSeconds(), row.endSeconds(), row.shape()));
    }

    List<Place> places() {
        return places;
    }

    /** Of all rows. */
    long values() {
        return values;
    }

    @FunctionalInterface
    interface RowReceiver {
        void accept(Place place, float[] values) throws IOException;
    }

    /** Gives every row, in order. */
    void forEach(RowReceiver receiver) throws IOException {
        long position = 0;
        for (Place place : places) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(place.rowValues() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, position + bytes.position()) < 0) {
                    throw new IOException("the rows so far are gone");
                }
            }
            position += bytes.capacity();
            float[] row = new float[place.rowValues()];
            bytes.flip().asFloatBuffer().get(row);
            receiver.accept(place, row);
        }
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
