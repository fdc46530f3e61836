package org.i3d4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;

/** Where frames come from, whatever holds them; made-up videos in tests. */
@FunctionalInterface
public interface FrameSource {

    /** Frames per second of frames that are stored without times, unless said otherwise. */
    double STORED_FRAME_RATE = 25;

    /** As the other method, with frames without times at {@link #STORED_FRAME_RATE}. */
    static FrameSource ofFiles(VideoLimits limits) {
        return ofFiles(limits, STORED_FRAME_RATE);
    }

    /**
     * What data sets name: video files, folders of numbered JPEG or PNG pictures, and {@code .npy} clips, uint8 T,H,W,C
     * or float32 in [-1, 1].
     *
     * @param storedFrameRate frames per second of folders and clips, which know no time
     */
    static FrameSource ofFiles(VideoLimits limits, double storedFrameRate) {
        return file -> {
            if (Files.isDirectory(file)) {
                return FrameFolder.open(file, limits, storedFrameRate);
            }
            return FileKind.of(file) == FileKind.CLIP
                    ? ClipFile.open(file, limits, storedFrameRate)
                    : VideoFile.open(file, limits);
        };
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

        /**
         * When a frame is shown, in seconds from the first frame.
         *
         * @param frame in [0, {@link #frameCount()})
         */
        double frameSeconds(int frame);

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
         * Reads frames by index, repeats and any order allowed, scaled to the size of {@code into}.
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
