package org.i3d4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;
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
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.memory.MachineMemory;
import org.jspecify.annotations.Nullable;

/**
 * Decoded frames to planes of green, blue and red of another size, by the matrix and range of the frame: each level is
 * within one of exact arithmetic. Builds FFmpeg's scaler anew whenever the frames change in mid-stream.
 */
final class PlaneScaler implements AutoCloseable {
    /** Which of FFmpeg's planes, green, blue and red, is channel 0, 1 and 2. */
    static final int[] PLANE_OF_CHANNEL = {2, 0, 1};

    private static final int UNIT = 1 << 16;

    private static final int ALIGNMENT_BYTES = 64;

    /** Everything that a scaler is built for. */
    private record Conversion(
            int width, int height, int format, int colorSpace, int range, int targetWidth, int targetHeight, int flag) {
        boolean keepsSize() {
            return width == targetWidth && height == targetHeight;
        }

        /** FFmpeg's shortcut for YUV that keeps its size leaves out columns and doubles chroma; this keeps it away. */
        int flags() {
            return keepsSize() ? flag | SWS_ACCURATE_RND : flag;
        }
    }

    private final String name;
    private final AVFrame whole = av_frame_alloc();
    /** Points into a clip. */
    private final AVFrame target = av_frame_alloc();

    private @Nullable SwsContext scaler;
    private @Nullable Conversion built;

    /** A scaler for the frames of the video {@code name}, which its errors name. */
    PlaneScaler(String name) {
        this.name = name;
    }

    /**
     * Scales a frame.
     *
     * @return in AV_PIX_FMT_GBRP, good until the next call
     */
    AVFrame scale(AVFrame frame, int width, int height, Interpolation interpolation) {
        SwsContext context = scaler(conversion(frame, width, height, interpolation));
        if (whole.width() != width || whole.height() != height) {
            allocate(whole, width, height);
        }
        check(all(context, frame, whole), height);
        return whole;
    }

    /**
     * Scales rows of a frame into a planar clip.
     *
     * @param into takes them as its frame {@code place}
     */
    void scale(AVFrame frame, FrameRows rows, Clip into, int place) {
        int height = rows.scaledHeight();
        Conversion conversion = conversion(frame, rows.scaledWidth(), height, rows.interpolation());
        if (into.height() < height && conversion.keepsSize()) {
            // FFmpeg's shortcuts for frames that keep their size take whole frames only.
            copyRows(scale(frame, rows.scaledWidth(), height, rows.interpolation()), rows.top(), into, place);
            return;
        }
        SwsContext context = scaler(conversion);
        point(rows, into, place);
        if (into.height() == height) {
            check(all(context, frame, target), height);
        } else {
            check(slice(context, frame, rows.top(), into.height()), into.height());
        }
    }

    /** Makes {@link #target} a frame whose wanted rows are those of the clip. */
    private void point(FrameRows rows, Clip into, int place) {
        if (target.width() == 0) {
            // Its memory is not used, but FFmpeg takes a frame without any for one to be filled.
            allocate(target, 1, 1);
        }
        target.width(rows.scaledWidth()).height(rows.scaledHeight());
        for (int channel = 0; channel < PLANE_OF_CHANNEL.length; channel++) {
            BytePointer firstRow = into.planePointer(place, channel).getPointer(-(long) rows.top() * into.rowBytes());
            target.data(PLANE_OF_CHANNEL[channel], firstRow);
            target.linesize(PLANE_OF_CHANNEL[channel], into.rowBytes());
        }
    }

    private static void copyRows(AVFrame planes, int top, Clip into, int place) {
        for (int channel = 0; channel < PLANE_OF_CHANNEL.length; channel++) {
            int plane = PLANE_OF_CHANNEL[channel];
            int stride = planes.linesize(plane);
            av_image_copy_plane(
                    into.planePointer(place, channel),
                    into.rowBytes(),
                    planes.data(plane).getPointer((long) top * stride),
                    stride,
                    into.width(),
                    into.height());
        }
    }

    private static Conversion conversion(AVFrame frame, int width, int height, Interpolation interpolation) {
        return new Conversion(
                frame.width(),
                frame.height(),
                frame.format(),
                frame.colorspace(),
                frame.color_range(),
                width,
                height,
                interpolation.scalerFlag());
    }

    private static int all(SwsContext context, AVFrame frame, AVFrame into) {
        return sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), into.data(), into.linesize());
    }

    private int slice(SwsContext context, AVFrame frame, int firstRow, int rows) {
        int result = sws_frame_start(context, target, frame);
        if (result >= 0) {
            result = sws_send_slice(context, 0, frame.height());
        }
        if (result >= 0) {
            result = sws_receive_slice(context, firstRow, rows);
        }
        sws_frame_end(context);
        return result;
    }

    private void check(int result, int rows) {
        if (result != rows) {
            throw new VideoException(
                    name + ": a decoded frame can't be converted to RGB: " + Ffmpeg.describe(Math.min(result, 0)));
        }
    }

    private SwsContext scaler(Conversion conversion) {
        if (scaler == null || !conversion.equals(built)) {
            sws_freeContext(scaler);
            built = null;
            scaler = build(conversion);
            built = conversion;
        }
        return scaler;
    }

    private void allocate(AVFrame planes, int width, int height) {
        MachineMemory.require(3.0 * width * height, name + ": a frame of " + width + "x" + height);
        av_frame_unref(planes);
        planes.format(AV_PIX_FMT_GBRP).width(width).height(height);
        int result = av_frame_get_buffer(planes, ALIGNMENT_BYTES);
        if (result < 0) {
            throw new VideoException(
                    name + ": no memory for a frame of " + width + "x" + height + ": " + Ffmpeg.describe(result));
        }
    }

    private SwsContext build(Conversion conversion) {
        SwsContext scaler = sws_getContext(
                conversion.width(),
                conversion.height(),
                conversion.format(),
                conversion.targetWidth(),
                conversion.targetHeight(),
                AV_PIX_FMT_GBRP,
                conversion.flags(),
                null,
                null,
                (DoublePointer) null);
        if (scaler == null) {
            throw new VideoException(name + ": frames of " + conversion.width() + "x" + conversion.height()
                    + " in pixel format number " + conversion.format() + " can't be converted to RGB of "
                    + conversion.targetWidth() + "x" + conversion.targetHeight());
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
        sws_freeContext(scaler);
        scaler = null;
        av_frame_free(whole);
        av_frame_free(target);
    }
}
