package org.i3d4j.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.error.VideoException;
import org.i3d4j.memory.MachineMemory;

/** A frame to write into, whose memory is kept as long as frames of one kind are asked for. The owner closes it. */
public final class FrameBuffer implements AutoCloseable {
    private static final int ALIGNMENT_BYTES = 64;

    private final String name;
    private final AVFrame frame = av_frame_alloc();
    private int format;
    private int width;
    private int height;

    /** For the video {@code name}, which errors name. */
    public FrameBuffer(String name) {
        this.name = name;
    }

    /**
     * A frame of this pixel format and size, its contents undefined; good until the next call.
     *
     * @throws VideoException if there is no memory for it
     */
    public AVFrame of(int newFormat, int newWidth, int newHeight) {
        if (newFormat != format || newWidth != width || newHeight != height) {
            allocate(newFormat, newWidth, newHeight);
            format = newFormat;
            width = newWidth;
            height = newHeight;
        }
        return frame.width(width).height(height);
    }

    private void allocate(int newFormat, int newWidth, int newHeight) {
        MachineMemory.require(3.0 * newWidth * newHeight, name + ": a frame of " + newWidth + "x" + newHeight);
        width = 0;
        av_frame_unref(frame);
        frame.format(newFormat).width(newWidth).height(newHeight);
        int result = av_frame_get_buffer(frame, ALIGNMENT_BYTES);
        if (result < 0) {
            throw new VideoException(
                    name + ": no memory for a frame of " + newWidth + "x" + newHeight + ": " + Ffmpeg.describe(result));
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
    }
}
