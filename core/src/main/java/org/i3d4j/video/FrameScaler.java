package org.i3d4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_BT2020;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_FCC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_SMPTE240M;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.i3d4j.error.VideoException;
import org.jspecify.annotations.Nullable;

/**
 * Decoded frames to packed RGB as displayed: colour matrix and range of the frame, size as asked for, then turned. Builds
 * FFmpeg's scaler anew whenever the frames change in mid-stream.
 */
final class FrameScaler implements AutoCloseable {
    /** Widths that the unscaled conversions finish without writing past a packed row. */
    private static final int WHOLE_VECTORS = 32;

    /** How far those conversions may write past the end of a row. */
    private static final int ROW_SLACK_BYTES = 128;

    private static final int UNIT = 1 << 16;

    /** Everything that a scaler is built for. */
    private record Conversion(
            int width, int height, int format, int colorSpace, int range, int targetWidth, int targetHeight, int flag) {
        boolean keepsSize() {
            return width == targetWidth && height == targetHeight;
        }
    }

    private final String name;
    private final Orientation orientation;
    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(4);
    private @Nullable SwsContext scaler;
    private @Nullable Conversion built;
    private @Nullable BytePointer scratch;

    /** A scaler for the frames of the video {@code name}, which its errors name. */
    FrameScaler(String name, Orientation orientation) {
        this.name = name;
        this.orientation = orientation;
        for (int plane = 0; plane < 4; plane++) {
            planes.put(plane, (BytePointer) null);
            strides.put(plane, 0);
        }
    }

    /**
     * Converts a frame.
     *
     * @param rgbHwc where to: height x width x 3 bytes, packed
     * @param width  as displayed
     * @param height as displayed
     */
    void scale(AVFrame frame, BytePointer rgbHwc, int width, int height, Interpolation interpolation) {
        boolean swapped = orientation.swapsSides();
        Conversion conversion = new Conversion(
                frame.width(),
                frame.height(),
                frame.format(),
                frame.colorspace(),
                frame.color_range(),
                swapped ? height : width,
                swapped ? width : height,
                interpolation.scalerFlag());
        if (orientation.equals(Orientation.UPRIGHT) && !writesPastRows(conversion)) {
            convert(frame, conversion, rgbHwc, 3 * width);
        } else {
            convertAside(frame, conversion, rgbHwc);
        }
    }

    /**
     * Without a change of size, FFmpeg converts a vector of pixels at a time: in packed rows of other widths it leaves
     * the last columns unwritten or writes behind the last row.
     */
    private static boolean writesPastRows(Conversion conversion) {
        return conversion.keepsSize() && conversion.targetWidth() % WHOLE_VECTORS != 0;
    }

    private void convertAside(AVFrame frame, Conversion conversion, BytePointer rgbHwc) {
        int width = conversion.targetWidth();
        int height = conversion.targetHeight();
        int stride = (3 * width + ROW_SLACK_BYTES - 1) / ROW_SLACK_BYTES * ROW_SLACK_BYTES + ROW_SLACK_BYTES;
        BytePointer aside = scratch(Math.multiplyExact(stride, height));
        convert(frame, conversion, aside, stride);
        orientation.place(aside.asByteBuffer(), stride, width, height, rgbHwc.asByteBuffer());
    }

    private BytePointer scratch(int bytes) {
        if (scratch == null || scratch.capacity() < bytes) {
            if (scratch != null) {
                scratch.close();
            }
            scratch = new BytePointer(bytes);
        }
        return scratch;
    }

    private void convert(AVFrame frame, Conversion conversion, BytePointer target, int stride) {
        planes.put(0, target);
        strides.put(0, stride);
        int rows =
                sws_scale(scaler(conversion), frame.data(), frame.linesize(), 0, conversion.height(), planes, strides);
        if (rows != conversion.targetHeight()) {
            throw new VideoException(
                    "a decoded frame can't be converted to RGB: " + Ffmpeg.describe(Math.min(rows, 0)));
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

    private SwsContext build(Conversion conversion) {
        SwsContext scaler = sws_getContext(
                conversion.width(),
                conversion.height(),
                conversion.format(),
                conversion.targetWidth(),
                conversion.targetHeight(),
                AV_PIX_FMT_RGB24,
                conversion.flag(),
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
        if (scratch != null) {
            scratch.close();
        }
        planes.close();
        strides.close();
    }
}
