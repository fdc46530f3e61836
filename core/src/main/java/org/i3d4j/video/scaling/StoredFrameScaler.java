package org.i3d4j.video.scaling;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Modality;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.i3d4j.video.ffmpeg.FrameBuffer;
import org.i3d4j.video.reading.VideoReader;

/**
 * Brings frames that are stored as bytes, RGB or fewer channels, to the size of a clip, as {@link VideoReader} does with RGB
 * that it decodes: each channel by itself.
 */
public final class StoredFrameScaler implements AutoCloseable {
    private final int channels;
    private final FrameScaler scaler;
    private final AVFrame rgb = av_frame_alloc();
    /** Channels that are not three, which FFmpeg has no packed format for. */
    private final FrameBuffer planes;

    /**
     * A scaler for the frames of {@code name}, which its errors name.
     *
     * @param channels 1 to 3
     */
    public StoredFrameScaler(String name, int channels) {
        Ffmpeg.silence();
        this.channels = channels;
        this.scaler = new FrameScaler(name, Orientation.UPRIGHT, channels);
        this.planes = new FrameBuffer(name);
    }

    /**
     * Scales a frame, of which the clip takes some rows; of the same size, they are copied bit by bit.
     *
     * @param frameHwc height x width x channels bytes, packed
     * @param place which frame of {@code into} it becomes
     * @throws org.i3d4j.error.ShapeException if the rows go over an edge, or the clip has other channels
     */
    public void scale(BytePointer frameHwc, int width, int height, FrameRows rows, Clip into, int place) {
        rows.checkFill(into, channels);
        boolean whole = width == rows.scaledWidth() && height == rows.scaledHeight() && height == into.height();
        if (whole && !into.planar()) {
            Pointer.memcpy(into.framePointer(place), frameHwc, into.frameBytes());
            return;
        }
        scaler.scale(frame(frameHwc, width, height), rows, into, place);
    }

    private AVFrame frame(BytePointer frameHwc, int width, int height) {
        if (channels != Modality.RGB.channels()) {
            return inPlanes(frameHwc.asByteBuffer(), width, height);
        }
        rgb.format(AV_PIX_FMT_RGB24).width(width).height(height);
        rgb.data(0, frameHwc).linesize(0, channels * width);
        return rgb;
    }

    /** As the first planes of RGB; what the others hold does not matter. */
    private AVFrame inPlanes(ByteBuffer frameHwc, int width, int height) {
        AVFrame frame = planes.of(AV_PIX_FMT_GBRP, width, height);
        byte[] packed = new byte[width * channels];
        byte[] row = new byte[width];
        for (int channel = 0; channel < channels; channel++) {
            int plane = PlaneScaler.PLANE_OF_CHANNEL[channel];
            int stride = frame.linesize(plane);
            ByteBuffer target =
                    frame.data(plane).capacity((long) stride * height).asByteBuffer();
            for (int y = 0; y < height; y++) {
                frameHwc.get(y * packed.length, packed);
                for (int x = 0, from = channel; x < width; x++, from += channels) {
                    row[x] = packed[from];
                }
                target.put(y * stride, row);
            }
        }
        return frame;
    }

    @Override
    public void close() {
        rgb.data(0, null);
        av_frame_free(rgb);
        planes.close();
        scaler.close();
    }
}
