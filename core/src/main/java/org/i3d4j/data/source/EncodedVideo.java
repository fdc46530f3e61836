package org.i3d4j.data.source;

import java.util.Optional;
import java.util.OptionalDouble;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;

/** An encoded video that is open; owns its reader. */
record EncodedVideo(VideoReader reader) implements OpenVideo {

    /** What a reader reads, which belongs to it from now on: RGB, or optical flow where the file says so. */
    static OpenVideo of(String name, VideoReader reader, VideoLimits limits) {
        return reader.flow().isPresent() ? StoredFlow.open(name, name, reader, limits) : new EncodedVideo(reader);
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
