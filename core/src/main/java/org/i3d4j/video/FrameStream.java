package org.i3d4j.video;

import java.util.Optional;

/**
 * The frames of a video one after the other, each seen once: what a file of any length, a pipe and a camera have in
 * common. Begins in front of the first frame; {@link #next} goes from frame to frame. For one thread, but for
 * {@link #abort}. The owner closes it.
 */
public interface FrameStream extends AutoCloseable {
    /** What messages call it: a file's name, a live source's address. */
    String name();

    /** Pixels as displayed, as the header says; a frame of another size is scaled like any other. */
    int width();

    /** Pixels as displayed. */
    int height();

    /** Of a frame, as {@link Modality} has them. */
    default int channels() {
        return Modality.RGB.channels();
    }

    /** Frames per second on average, as the header says; 0 where it is unknown. */
    double frameRate();

    /**
     * How many frames are expected in all, for people who wait: as the header says, or as many as its length makes; 0 where that is
     * unknown.
     */
    default long expectedFrames() {
        return 0;
    }

    /**
     * Goes to the next frame.
     *
     * @return false after the last
     * @throws org.i3d4j.error.VideoException if a frame is over the limits, or a live source gave nothing for too long
     */
    boolean next();

    /** When the present frame is shown, in seconds from the first frame. */
    double seconds();

    /** For how long the present frame is shown; 0 where it is unknown. */
    double durationSeconds();

    /**
     * Brings rows of the present frame, as displayed and scaled.
     *
     * @param into takes them as its frame {@code place}, packed or planar, with as many channels
     * @throws org.i3d4j.error.ShapeException if they go over an edge
     */
    void readRows(FrameRows rows, Clip into, int place);

    /** What is known to be lost of the frames so far, for people; empty where nothing is. */
    Optional<String> damage();

    /** Makes a {@link #next} that waits for data return soon; any thread may call it. */
    void abort();

    @Override
    void close();
}
