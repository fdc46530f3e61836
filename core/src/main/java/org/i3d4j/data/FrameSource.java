package org.i3d4j.data;

import java.nio.file.Path;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;

/** Where the loader gets frames from: {@link org.i3d4j.video.VideoReader}, or made-up videos in tests. */
@FunctionalInterface
interface FrameSource {

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
         * Reads frames by index, repeats and any order allowed, scaled to the size of {@code into}.
         *
         * @throws org.i3d4j.error.VideoException if a frame can't be decoded
         */
        void read(int[] frames, Clip into, Interpolation interpolation);

        @Override
        void close();
    }
}
