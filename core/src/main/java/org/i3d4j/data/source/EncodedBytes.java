package org.i3d4j.data.source;

import java.nio.ByteBuffer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.reading.VideoStream;

/** A video file in memory. */
record EncodedBytes(String name, ByteBuffer video) implements VideoSource {
    EncodedBytes {
        video = video.slice();
    }

    @Override
    public OpenVideo open(VideoLimits limits) {
        return EncodedVideo.of(name, VideoReader.open(name, video, limits), limits);
    }

    @Override
    public FrameStream stream(VideoLimits limits) {
        return FlowStreams.ofEncoded(VideoStream.open(name, video, limits), this, limits);
    }
}
