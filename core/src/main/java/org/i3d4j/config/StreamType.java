package org.i3d4j.config;

import org.i3d4j.text.YamlNamed;

/** Which of the two streams of a two-stream network videos are read for. */
public enum StreamType implements YamlNamed {
    /** Frames as they are; what is stored as optical flow stays flow. */
    RGB,
    /** The optical flow of frames; what is stored as flow stays as it is. */
    FLOW
}
