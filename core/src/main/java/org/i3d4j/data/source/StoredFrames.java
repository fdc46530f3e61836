package org.i3d4j.data.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.memory.MachineMemory;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.scaling.StoredFrameScaler;

/** A video whose frames lie one by one as bytes, RGB or optical flow, wherever that is; owns them. */
final class StoredFrames implements OpenVideo {
    private final String name;
    private final Frames frames;
    private final double frameRate;
    private final StoredFrameScaler scaler;
    private final BytePointer frameHwc;

    /** Where the frames are. */
    interface Frames extends AutoCloseable {
        int count();

        int height();

        int width();

        int channels();

        /**
         * Brings a frame.
         *
         * @param frame in [0, {@link #count})
         * @param frameHwc takes it, height x width x channels
         * @throws VideoException if it can't be read
         */
        void load(int frame, BytePointer frameHwc);

        /** When a frame is shown, in seconds from the first, where that is known better than by a frame rate. */
        default OptionalDouble seconds(int frame) {
            return OptionalDouble.empty();
        }

        /** As {@link OpenVideo#durationSeconds}. */
        default OptionalDouble durationSeconds() {
            return OptionalDouble.empty();
        }

        /** As {@link OpenVideo#damage}. */
        default Optional<String> damage() {
            return Optional.empty();
        }

        @Override
        default void close() {}
    }

    /**
     * @param name what errors call it
     * @param frameRate frames per second
     */
    StoredFrames(String name, Frames frames, double frameRate) {
        this.name = name;
        this.frames = frames;
        this.frameRate = frameRate;
        long frameBytes = (long) frames.channels() * frames.height() * frames.width();
        MachineMemory.require(
                (double) frameBytes, name + ": a frame of " + frames.width() + "x" + frames.height() + " pixels");
        this.frameHwc = new BytePointer(frameBytes);
        this.scaler = new StoredFrameScaler(name, frames.channels());
    }

    @Override
    public int frameCount() {
        return frames.count();
    }

    @Override
    public int width() {
        return frames.width();
    }

    @Override
    public int height() {
        return frames.height();
    }

    @Override
    public int channels() {
        return frames.channels();
    }

    @Override
    public double frameSeconds(int frame) {
        return frames.seconds(frame).orElse(frame / frameRate);
    }

    @Override
    public OptionalDouble durationSeconds() {
        return frames.durationSeconds();
    }

    @Override
    public Optional<String> damage() {
        return frames.damage();
    }

    @Override
    public void readRows(int[] wanted, FrameRows rows, Clip into) {
        Map<Integer, Integer> placeOf = new HashMap<>();
        for (int place = 0; place < wanted.length; place++) {
            int frame = wanted[place];
            if (frame < 0 || frame >= frames.count()) {
                throw new VideoException(name + ": frame " + frame + " asked for; there are " + frames.count());
            }
            Integer earlier = placeOf.putIfAbsent(frame, place);
            if (earlier == null) {
                frames.load(frame, frameHwc);
                scaler.scale(frameHwc, frames.width(), frames.height(), rows, into, place);
            } else {
                Pointer.memcpy(into.framePointer(place), into.framePointer(earlier), into.frameBytes());
            }
        }
    }

    @Override
    public void close() {
        scaler.close();
        frameHwc.close();
        frames.close();
    }
}
