package org.i3d4j.video;

/** What becomes of the frames behind the last whole window of a video. */
public enum LastWindow {
    /** They are left out. */
    DROP,
    /** They are a window in which the last frame is repeated. */
    PAD,
    /** A window ends with the last frame, and overlaps the one in front of it. */
    OVERLAP
}
