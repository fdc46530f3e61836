package org.i3d4j.data.source;

import java.util.function.Function;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.VideoLimits;

/**
 * Frames that are stored one by one, and so are as easily had by index as in order.
 *
 * @param frameRate frames per second
 * @param opener opens it within limits
 */
record IndexedVideo(String name, double frameRate, Function<VideoLimits, OpenVideo> opener) implements VideoSource {
    @Override
    public OpenVideo open(VideoLimits limits) {
        return opener.apply(limits);
    }

    @Override
    public FrameStream stream(VideoLimits limits) {
        return new IndexedStream(name, opener.apply(limits), frameRate);
    }
}
