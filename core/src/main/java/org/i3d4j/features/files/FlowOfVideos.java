package org.i3d4j.features.files;

import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.VideoException;

/** Makes the optical flow of videos: of N frames N-1, each the motion from a frame to the next. */
@FunctionalInterface
public interface FlowOfVideos {
    /** Where there is none: flow has to be stored. */
    FlowOfVideos NONE = video -> {
        throw new VideoException(
                video.name() + ": its optical flow would have to be computed, which this program does not"
                        + " do; store it as a .npy clip of 2 channels, of NAME_rgb.npy as NAME_flow.npy beside it");
    };

    /**
     * The flow of a video.
     *
     * @param video of RGB; read when the flow is
     * @throws VideoException if there can be none
     */
    VideoSource of(VideoSource video);
}
