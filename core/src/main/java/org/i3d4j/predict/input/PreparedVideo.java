package org.i3d4j.predict.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.memory.MachineMemory;
import org.i3d4j.text.Counted;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.npy.NpyArray;
import org.i3d4j.weights.npy.NpyFile;

/**
 * A {@code .npy} file of the prepared frames of one video, float32 T,H,W,C or 1,T,H,W,C, to lay windows along. Only the frames of
 * a window are read. The owner closes it.
 */
public final class PreparedVideo implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final NpyArray array;
    private final int[] sides;
    private final float largest;

    private PreparedVideo(Path file, FileChannel channel, NpyArray array, int[] sides, float largest) {
        this.file = file;
        this.channel = channel;
        this.array = array;
        this.sides = sides;
        this.largest = largest;
    }

    /**
     * Opens a file.
     *
     * @param architecture whose channels it is to have
     * @param largest absolute value that the model's own preparation makes of pixels
     * @throws VideoException if it can't be read
     * @throws ShapeException if it holds something else, several clips, or frames of other channels
     */
    public static PreparedVideo open(Path file, Architecture architecture, float largest) {
        try {
            NpyArray array = NpyFile.describe(file);
            ClipArray.requireClips(file, array.info(), architecture);
            List<Long> shape = array.info().shape();
            if (shape.size() > 4 && shape.get(0) != 1) {
                throw new ShapeException(
                        file + ": holds " + Counted.of(shape.get(0), "clip") + "; expected the frames of one video");
            }
            if (array.fortranOrder()) {
                throw new ShapeException(file + ": is in Fortran order; store it in C order (numpy.ascontiguousarray)");
            }
            int[] sides = shape.subList(shape.size() - 4, shape.size()).stream()
                    .mapToInt(Long::intValue)
                    .toArray();
            double frameBytes = (double) sides[1] * sides[2] * sides[3] * Float.BYTES;
            MachineMemory.require(frameBytes, file + ": a frame of " + sides[2] + "x" + sides[1] + " pixels");
            if (frameBytes > Integer.MAX_VALUE) {
                throw new ShapeException(
                        file + ": frames of " + sides[2] + "x" + sides[1] + " pixels are too large to be read");
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new PreparedVideo(file, channel, array, sides, largest);
        } catch (WeightsException e) {
            throw new VideoException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    public int frames() {
        return sides[0];
    }

    public int height() {
        return sides[1];
    }

    public int width() {
        return sides[2];
    }

    public int channels() {
        return sides[3];
    }

    /**
     * Hands all windows on.
     *
     * @param schedule which they are
     * @param frameRate frames per second, which the file doesn't tell
     * @param windows takes them, one clip a window
     * @throws VideoException if values are none that the preparation makes, or can't be read; the windows in front of that have
     *     been handed on
     */
    public void run(WindowSchedule schedule, double frameRate, WindowBatch windows) {
        for (int seen = 1; seen <= frames(); seen++) {
            schedule.complete(seen).forEach(span -> hand(span, frameRate, windows));
        }
        schedule.rest(frames()).forEach(span -> hand(span, frameRate, windows));
        windows.flush();
    }

    private void hand(WindowSpan span, double frameRate, WindowBatch windows) {
        Window window = new Window(span, span.start() / frameRate, span.end() / frameRate);
        windows.add(window, (batch, row, first) -> write(span, first, batch, row));
    }

    private void write(WindowSpan span, int first, ClipBatch batch, int row) {
        int[] places = span.places().toArray();
        ByteBuffer frame = ByteBuffer.allocate(height() * width() * channels() * Float.BYTES);
        for (int at = first; at < places.length; at++) {
            int index = span.start() + places[at];
            FloatBuffer valuesHwc = read(index, frame);
            for (int channel = 0; channel < channels(); channel++) {
                FloatBuffer plane = batch.plane(row, channel, at);
                for (int i = 0; i < plane.limit(); i++) {
                    plane.put(i, valuesHwc.get(i * channels() + channel));
                }
                String where = file + ": frame " + index + ", channel " + channel;
                PreparedClips.requirePlane(where, plane, largest, channels());
            }
        }
    }

    private FloatBuffer read(int index, ByteBuffer frame) {
        frame.clear();
        long position = array.valuesStart() + (long) index * frame.capacity();
        try {
            while (frame.hasRemaining()) {
                int read = channel.read(frame, position + frame.position());
                if (read < 0) {
                    throw new VideoException(file + ": became shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
        ByteOrder order = array.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return frame.flip().order(order).asFloatBuffer();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new VideoException(file + ": can't be closed: " + IoReason.of(e, file), e);
        }
    }
}
