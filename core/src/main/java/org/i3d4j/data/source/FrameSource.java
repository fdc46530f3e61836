package org.i3d4j.data.source;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;

/** Opens what the lists of a data set name; made-up videos in tests. */
@FunctionalInterface
public interface FrameSource {

    /** As {@link #ofFiles(VideoLimits, double)}, with frames without times at {@link VideoSource#STORED_FRAME_RATE}. */
    static FrameSource ofFiles(VideoLimits limits) {
        return ofFiles(limits, VideoSource.STORED_FRAME_RATE);
    }

    /** Files as {@link VideoSource#of(Path, double)} takes them. */
    static FrameSource ofFiles(VideoLimits limits, double storedFrameRate) {
        return file -> VideoSource.of(file, storedFrameRate).open(limits);
    }

    /** The optical flow of files, had as {@code flow} says. */
    static FrameSource ofFlow(VideoLimits limits, double storedFrameRate, FlowReading flow) {
        return file -> flow.open(file, limits, storedFrameRate);
    }

    /**
     * Opens a video; the caller closes it.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read as video
     */
    OpenVideo open(Path file);

    /** A video being read; for one thread. */
    interface OpenVideo extends AutoCloseable {
        int frameCount();

        /** Pixels of a frame as displayed. */
        int width();

        /** Pixels of a frame as displayed. */
        int height();

        /** Of a frame, as {@link Modality} has them. */
        default int channels() {
            return Modality.RGB.channels();
        }

        /**
         * When a frame is shown, in seconds from the first frame.
         *
         * @param frame in [0, {@link #frameCount()})
         */
        double frameSeconds(int frame);

        /** Frames per second on average; {@link VideoSource#STORED_FRAME_RATE} where there are no two frames to tell it. */
        default double framesPerSecond() {
            int last = frameCount() - 1;
            double seconds = frameSeconds(last);
            return last > 0 && seconds > 0 ? last / seconds : VideoSource.STORED_FRAME_RATE;
        }

        /** From the first frame until the last has been shown; empty for frames that are stored without times. */
        default OptionalDouble durationSeconds() {
            return OptionalDouble.empty();
        }

        /**
         * What is known to be lost of the video, for people, faults within frames of those that were read; empty where nothing
         * is. {@link #frameCount} does not count lost frames.
         */
        default Optional<String> damage() {
            return Optional.empty();
        }

        /**
         * Reads frames by index, repeats and any order allowed, scaled to the size of {@code into}, which has as many channels.
         *
         * @throws org.i3d4j.error.VideoException if a frame can't be decoded
         */
        default void read(int[] frames, Clip into, Interpolation interpolation) {
            readRows(frames, FrameRows.whole(into, interpolation), into);
        }

        /**
         * Reads the same rows of frames by index, scaled, into a clip of just these rows, packed or planar.
         *
         * @throws org.i3d4j.error.ShapeException if the rows go over an edge
         * @throws org.i3d4j.error.VideoException if a frame can't be decoded
         */
        void readRows(int[] frames, FrameRows rows, Clip into);

        @Override
        void close();
    }
}
