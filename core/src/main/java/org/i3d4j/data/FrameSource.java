package org.i3d4j.data;

import java.nio.file.Path;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;

/** Where frames come from, whatever holds them; made-up videos in tests. */
@FunctionalInterface
public interface FrameSource {

    /** What data sets name: video files. */
    static FrameSource ofFiles(VideoLimits limits) {
        return file -> VideoFile.open(file, limits);
    }

    /**
     * Opens a video; the caller closes it.
     *
     * @throws org.i3d4j.error.VideoException if the file can't be read as video
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

        /** Whether some of the video's frames are lost; {@link #frameCount} does not count them. */
        default boolean damaged() {
            return false;
        }

        /**
         * Reads frames by index, repeats and any order allowed, scaled to the size of {@code into}.
         *
         * @throws org.i3d4j.error.VideoException if a frame can't be decoded
         */
        void read(int[] frames, Clip into, Interpolation interpolation);

        @Override
        void close();
    }
}
