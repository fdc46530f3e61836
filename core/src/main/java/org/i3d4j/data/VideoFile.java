package org.i3d4j.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.VideoReader;

/** A video file as the loader reads it. */
record VideoFile(VideoReader reader) implements FrameSource.OpenVideo {

    /**
     * Opens a file; the caller closes it.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read as video
     */
    static VideoFile open(Path file, VideoLimits limits) {
        return new VideoFile(VideoReader.open(file, limits));
    }

    @Override
    public int frameCount() {
        return reader.frameCount();
    }

    @Override
    public int width() {
        return reader.width();
    }

    @Override
    public int height() {
        return reader.height();
    }

    @Override
    public double frameSeconds(int frame) {
        return reader.frameSeconds(frame);
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
    public void readRows(int[] frames, FrameRows rows, Clip into) {
        reader.readRows(frames, rows, into);
    }

    @Override
    public void close() {
        reader.close();
    }
}
