package org.i3d4j.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV410P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Frames with each luma sample four times and their chroma as it is, in the pixel format that says so. FFmpeg's mean of areas,
 * which it has for smaller sides only, makes of it what the mean of areas is up to double the size. For one thread. The owner
 * closes it.
 */
public final class DoubledLuma implements AutoCloseable {
    private final SwsScaler scaler;
    private final FrameBuffer luma;
    private final AVFrame view;
    private final AVFrame doubled;

    /** For the frames of the video {@code name}, which errors name. */
    public DoubledLuma(String name) {
        this.scaler = new SwsScaler(name);
        this.luma = new FrameBuffer(name);
        this.view = av_frame_alloc();
        this.doubled = av_frame_alloc();
    }

    /** Whether there is a pixel format for it. */
    public static boolean has(AVFrame frame) {
        return switch (frame.format()) {
            case AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVJ444P -> true;
            default -> false;
        };
    }

    /** Doubles the luma of a frame that {@link #has} one; good until the next call, and as long as the frame is. */
    public AVFrame of(AVFrame frame) {
        AVFrame twice = luma.of(AV_PIX_FMT_GRAY8, 2 * frame.width(), 2 * frame.height());
        view.format(AV_PIX_FMT_GRAY8).width(frame.width()).height(frame.height());
        view.color_range(AVCOL_RANGE_JPEG);
        view.data(0, frame.data(0)).linesize(0, frame.linesize(0));
        scaler.scale(view, twice, SWS_POINT);
        boolean shared = frame.format() == AV_PIX_FMT_YUV420P || frame.format() == AV_PIX_FMT_YUVJ420P;
        boolean full = frame.format() == AV_PIX_FMT_YUVJ420P || frame.format() == AV_PIX_FMT_YUVJ444P;
        doubled.format(shared ? AV_PIX_FMT_YUV410P : AV_PIX_FMT_YUV420P);
        doubled.width(twice.width()).height(twice.height());
        doubled.colorspace(frame.colorspace()).color_range(full ? AVCOL_RANGE_JPEG : frame.color_range());
        doubled.data(0, twice.data(0)).linesize(0, twice.linesize(0));
        doubled.data(1, frame.data(1)).linesize(1, frame.linesize(1));
        doubled.data(2, frame.data(2)).linesize(2, frame.linesize(2));
        return doubled;
    }

    @Override
    public void close() {
        scaler.close();
        luma.close();
        av_frame_free(view);
        av_frame_free(doubled);
    }
}
