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
        return EncodedVideo.of(name(), VideoReader.open(file, limits), limits);
    }

    @Override
    public FrameStream stream(VideoLimits limits) {
        return FlowStreams.ofEncoded(VideoStream.open(file, limits), this, limits);
    }
}
