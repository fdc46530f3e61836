package org.i3d4j.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_BT2020;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_FCC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_SMPTE240M;
import static org.bytedeco.ffmpeg.global.swscale.sws_frame_end;
import static org.bytedeco.ffmpeg.global.swscale.sws_frame_start;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_receive_slice;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_send_slice;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.i3d4j.error.VideoException;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's scaler between frames of any pixel formats and sizes, by the matrix and range of the frame that comes in; built
 * anew whenever these change. For one thread. The owner closes it.
 */
public final class SwsScaler implements AutoCloseable {
    private static final int UNIT = 1 << 16;

    /** Everything that a scaler is built for. */
    private record Conversion(
            int width,
            int height,
            int format,
            int colorSpace,
            int range,
            int toWidth,
            int toHeight,
            int toFormat,
            int flags) {}

    private final String name;
    private @Nullable SwsContext context;
    private @Nullable Conversion built;

    /** A scaler for the frames of the video {@code name}, which its errors name. */
    public SwsScaler(String name) {
        this.name = name;
    }

    /**
     * Converts a frame.
     *
     * @param into has the size, format and memory that it is brought to
     * @param flags of swscale: how it is scaled
     * @throws VideoException if FFmpeg can't
     */
    public void scale(AVFrame frame, AVFrame into, int flags) {
        SwsContext scaler = scaler(conversion(frame, into, flags));
        check(
                sws_scale(scaler, frame.data(), frame.linesize(), 0, frame.height(), into.data(), into.linesize()),
                into.height());
    }

    /** Converts rows of a frame into the same rows of {@code into}; the two may not be of one size. */
    public void scaleRows(AVFrame frame, AVFrame into, int firstRow, int rows, int flags) {
        SwsContext scaler = scaler(conversion(frame, into, flags));
        int result = sws_frame_start(scaler, into, frame);
        if (result >= 0) {
            result = sws_send_slice(scaler, 0, frame.height());
        }
        if (result >= 0) {
            result = sws_receive_slice(scaler, firstRow, rows);
        }
        sws_frame_end(scaler);
        check(result, rows);
    }

    private static Conversion conversion(AVFrame frame, AVFrame into, int flags) {
        return new Conversion(
                frame.width(),
                frame.height(),
                frame.format(),
                frame.colorspace(),
                frame.color_range(),
                into.width(),
                into.height(),
                into.format(),
                keepsSize(frame, into) ? flags | SWS_ACCURATE_RND : flags);
    }

    /** FFmpeg's shortcut for YUV that keeps its size leaves out columns and doubles chroma; the flag keeps it away. */
    private static boolean keepsSize(AVFrame frame, AVFrame into) {
        return frame.width() == into.width() && frame.height() == into.height();
    }

    private void check(int result, int rows) {
        if (result != rows) {
            throw new VideoException(
                    name + ": a decoded frame can't be converted to RGB: " + Ffmpeg.describe(Math.min(result, 0)));
        }
    }

    private SwsContext scaler(Conversion conversion) {
        if (context == null || !conversion.equals(built)) {
            sws_freeContext(context);
            built = null;
            context = build(conversion);
            built = conversion;
        }
        return context;
    }

    private SwsContext build(Conversion conversion) {
        SwsContext scaler = sws_getContext(
                conversion.width(),
                conversion.height(),
                conversion.format(),
                conversion.toWidth(),
                conversion.toHeight(),
                conversion.toFormat(),
                conversion.flags(),
                null,
                null,
                (DoublePointer) null);
        if (scaler == null) {
            throw new VideoException(name + ": frames of " + conversion.width() + "x" + conversion.height()
                    + " in pixel format number " + conversion.format() + " can't be converted to RGB of "
                    + conversion.toWidth() + "x" + conversion.toHeight());
        }
        // The scaler does not look at the frame's matrix and range by itself.
        int fullRange = fullRange(conversion.range(), scaler);
        IntPointer from = sws_getCoefficients(matrix(conversion.colorSpace()));
        sws_setColorspaceDetails(scaler, from, fullRange, sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, UNIT, UNIT);
        return scaler;
    }

    /** Untagged frames have the range that FFmpeg takes for their format: limited, but full for yuvj and grey. */
    private static int fullRange(int range, SwsContext scaler) {
        return switch (range) {
            case AVCOL_RANGE_JPEG -> 1;
            case AVCOL_RANGE_MPEG -> 0;
            default -> scaler.src_range();
        };
    }

    /** Frames without a matrix are BT.601, as in every player for video of this size. */
    private static int matrix(int colorSpace) {
        return switch (colorSpace) {
            case AVCOL_SPC_BT709 -> SWS_CS_ITU709;
            case AVCOL_SPC_FCC -> SWS_CS_FCC;
            case AVCOL_SPC_SMPTE240M -> SWS_CS_SMPTE240M;
            case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL -> SWS_CS_BT2020;
            default -> SWS_CS_ITU601;
        };
    }

    @Override
    public void close() {
        sws_freeContext(context);
        context = null;
    }
}
