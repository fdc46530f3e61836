package org.i3d4j.data.source;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowNote;
import org.i3d4j.video.reading.VideoReader;

/** Optical flow in a lossless video, the horizontal motion above the vertical; owns its reader. */
final class StoredFlow implements StoredFrames.Frames {
    private static final int CHANNELS = Modality.FLOW.channels();

    private final String file;
    private final String name;
    private final VideoReader reader;
    private final Clip planes;

    private StoredFlow(String file, String name, VideoReader reader) {
        this.file = file;
        this.name = name;
        this.reader = reader;
        this.planes = Clip.allocatePlanar(1, reader.height(), reader.width());
    }

    /**
     * Opens it.
     *
     * @param file what the reader's errors call it
     * @param name what errors shall call it
     * @param reader of a video of {@link VideoReader#flow}; belongs to what is returned
     * @throws VideoException if its frames can't be two planes
     */
    static OpenVideo open(String file, String name, VideoReader reader, VideoLimits limits) {
        try {
            if (reader.height() % CHANNELS != 0) {
                throw new VideoException(name + ": says that it is optical flow, but has frames of "
                        + Counted.of(reader.height(), "row") + "; expected an even number, two planes");
            }
            int frames = reader.flow().map(FlowNote::frames).orElse(reader.frameCount());
            if (reader.frameCount() != frames) {
                throw new VideoException(name + ": has " + Counted.of(reader.frameCount(), "frame")
                        + " of optical flow; expected " + frames + ", as it says itself: it was cut off");
            }
            limits.require(name, reader.width(), reader.height());
            StoredFlow flow = new StoredFlow(file, name, reader);
            return new StoredFrames(name, flow, VideoSource.STORED_FRAME_RATE);
        } catch (RuntimeException | Error e) {
            reader.close();
            throw e;
        }
    }

    /** An error that calls a file by another name. */
    static VideoException renamed(VideoException e, String file, String name) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(file) ? new VideoException(name + message.substring(file.length()), e) : e;
    }

    @Override
    public int count() {
        return reader.frameCount();
    }

    @Override
    public int height() {
        return reader.height() / CHANNELS;
    }

    @Override
    public int width() {
        return reader.width();
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    @Override
    public OptionalDouble seconds(int frame) {
        return OptionalDouble.of(reader.frameSeconds(frame));
    }

    @Override
    public OptionalDouble durationSeconds() {
        return OptionalDouble.of(reader.info().durationSeconds());
    }

    @Override
    public Optional<String> damage() {
        return reader.damage();
    }

    @Override
    public void load(int frame, BytePointer levelsHwc) {
        try {
            reader.read(new int[] {frame}, planes, Interpolation.BILINEAR);
        } catch (VideoException e) {
            throw renamed(e, file, name);
        }
        // Grey is three equal channels.
        ByteBuffer levels = planes.planePointer(0, 0).asByteBuffer();
        ByteBuffer into = levelsHwc.asByteBuffer();
        byte[] right = new byte[width()];
        byte[] down = new byte[width()];
        byte[] row = new byte[CHANNELS * width()];
        for (int y = 0; y < height(); y++) {
            levels.get(y * planes.rowBytes(), right);
            levels.get((height() + y) * planes.rowBytes(), down);
            for (int x = 0; x < right.length; x++) {
                row[CHANNELS * x] = right[x];
                row[CHANNELS * x + 1] = down[x];
            }
            into.put(row);
        }
    }

    @Override
    public void close() {
        planes.close();
        reader.close();
    }
}
