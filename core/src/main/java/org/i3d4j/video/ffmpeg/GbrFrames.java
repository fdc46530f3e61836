package org.i3d4j.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy2;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Frames as planes of green, blue and red in their own size: each level is within one of exact arithmetic, with chroma
 * interpolated linearly between the middles of the pixels that share it. For one thread. The owner closes it.
 */
public final class GbrFrames implements AutoCloseable {
    private final SwsScaler scaler;
    private final FrameBuffer whole;
    private final FrameBuffer converted;

    /** For the frames of the video {@code name}, which errors name. */
    public GbrFrames(String name) {
        this.scaler = new SwsScaler(name);
        this.whole = new FrameBuffer(name);
        this.converted = new FrameBuffer(name);
    }

    /**
     * Whether FFmpeg scales frames of this kind as they are without being more than a level off: no RGB, which it turns into
     * YUV for that, and no sides that end within a chroma sample, which it takes for a whole one.
     */
    public static boolean scalesAsItIs(AVFrame frame) {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        return (format.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) == 0 && wholeSamples(frame, format);
    }

    private static boolean wholeSamples(AVFrame frame, AVPixFmtDescriptor format) {
        return frame.width() == wholeWidth(frame, format) && frame.height() == wholeHeight(frame, format);
    }

    private static int wholeWidth(AVFrame frame, AVPixFmtDescriptor format) {
        return roundedUp(frame.width(), format.log2_chroma_w());
    }

    private static int wholeHeight(AVFrame frame, AVPixFmtDescriptor format) {
        return roundedUp(frame.height(), format.log2_chroma_h());
    }

    private static int roundedUp(int side, int bits) {
        return Math.addExact(side, (1 << bits) - 1) >> bits << bits;
    }

    /** Converts a frame; the result is good until the next call. */
    public AVFrame of(AVFrame frame) {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        AVFrame source = wholeSamples(frame, format) ? frame : padded(frame, format);
        AVFrame planes = converted.of(AV_PIX_FMT_GBRP, source.width(), source.height());
        scaler.scale(source, planes, SWS_BILINEAR);
        // What was added is cut off again.
        return planes.width(frame.width()).height(frame.height());
    }

    /** A copy whose sides are whole chroma samples; what is in the pixels added does not matter. */
    private AVFrame padded(AVFrame frame, AVPixFmtDescriptor format) {
        AVFrame copy = whole.of(frame.format(), wholeWidth(frame, format), wholeHeight(frame, format));
        av_image_copy2(
                copy.data(),
                copy.linesize(),
                frame.data(),
                frame.linesize(),
                frame.format(),
                frame.width(),
                frame.height());
        copy.colorspace(frame.colorspace());
        copy.color_range(frame.color_range());
        return copy;
    }

    @Override
    public void close() {
        scaler.close();
        whole.close();
        converted.close();
    }
}
