package org.i3d4j.data.source;

import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoStream;

/** The frames of optical flow one after the other. */
final class FlowStreams {
    private FlowStreams() {}

    /** Those of {@code source}, which is optical flow. */
    static FrameStream of(VideoSource source, VideoLimits limits) {
        OpenVideo flow = source.open(limits);
        return new IndexedStream(source.name(), flow, flow.framesPerSecond());
    }

    /** {@code stream} of {@code source}, or where that turns out to be planes of flow, its flow. */
    static FrameStream ofEncoded(VideoStream stream, VideoSource source, VideoLimits limits) {
        if (stream.flow().isEmpty()) {
            return stream;
        }
        stream.close();
        return of(source, limits);
    }
}
