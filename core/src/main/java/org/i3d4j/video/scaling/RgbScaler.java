package org.i3d4j.video.scaling;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.i3d4j.video.reading.VideoReader;

/** Brings frames that are stored as RGB to the size of a clip, as {@link VideoReader} does with those it decodes. */
public final class RgbScaler implements AutoCloseable {
    private final FrameScaler scaler;
    private final AVFrame frame = av_frame_alloc();

    /** A scaler for the frames of {@code name}, which its errors name. */
    public RgbScaler(String name) {
        Ffmpeg.silence();
        this.scaler = new FrameScaler(name, Orientation.UPRIGHT);
    }

    /**
     * Scales a frame, of which the clip takes some rows; of the same size, they are copied bit by bit.
     *
     * @param rgbHwc height x width x 3 bytes, packed
     * @param place which frame of {@code into} it becomes
     * @throws org.i3d4j.error.ShapeException if the rows go over an edge
     */
    public void scale(BytePointer rgbHwc, int width, int height, FrameRows rows, Clip into, int place) {
        if (width == into.width() && height == into.height() && !into.planar()) {
            Pointer.memcpy(into.framePointer(place), rgbHwc, into.frameBytes());
            return;
        }
        frame.format(AV_PIX_FMT_RGB24).width(width).height(height);
        frame.data(0, rgbHwc).linesize(0, 3 * width);
        scaler.scale(frame, rows, into, place);
    }

    @Override
    public void close() {
        frame.data(0, null);
        av_frame_free(frame);
        scaler.close();
    }
}
