package org.i3d4j.data.source;

import java.nio.file.Path;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.reading.VideoStream;

/** A video file on disk. */
record EncodedFile(Path file) implements VideoSource {
    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public OpenVideo open(VideoLimits limits) {
        return new EncodedVideo(VideoReader.open(file, limits));
    }

    @Override
    public FrameStream stream(VideoLimits limits) {
        return VideoStream.open(file, limits);
    }
}
