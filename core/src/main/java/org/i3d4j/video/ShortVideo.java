package org.i3d4j.video;

/** What becomes of a video that is shorter than a window. */
public enum ShortVideo {
    /** It is one window, in which its last frame is repeated. */
    PAD,
    /** It is one window, in which it is repeated. */
    LOOP,
    /** It has no window. */
    DROP
}
