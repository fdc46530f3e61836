package org.i3d4j.video.scaling;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.ffmpeg.DoubledLuma;
import org.i3d4j.video.ffmpeg.FrameBuffer;
import org.i3d4j.video.ffmpeg.GbrFrames;
import org.i3d4j.video.ffmpeg.SwsScaler;
import org.i3d4j.video.pixels.OpenCvScaler;
import org.i3d4j.video.pixels.OpenCvScaler.Method;
import org.jspecify.annotations.Nullable;

/**
 * Decoded frames to planes of green, blue and red of another size, by the matrix and range of the frame. Each level is within
 * one of exact arithmetic, on the planes of the video or of its RGB as {@link ScalingWay} has it; but for the first row and
 * column of what {@code BILINEAR} makes smaller, where FFmpeg leaves out a share of what lies beyond the edge, and sides of
 * more than some 500 pixels, for which its places in 65536ths add up to another level.
 */
final class PlaneScaler implements AutoCloseable {
    /** Which of FFmpeg's planes, green, blue and red, is channel 0, 1 and 2. */
    static final int[] PLANE_OF_CHANNEL = {2, 0, 1};

    /** The planes that are of use, in the order of channels. */
    private final int[] planesUsed;

    private final SwsScaler scaler;
    private final GbrFrames ownSize;
    private final DoubledLuma doubledLuma;
    private final SwsScaler planeScaler;
    private final FrameBuffer whole;
    /** Points into a clip. */
    private final FrameBuffer clipFrame;

    private final AVFrame plane = av_frame_alloc();
    private final AVFrame scaledPlane = av_frame_alloc();
    private @Nullable OpenCvScaler openCv;

    /**
     * A scaler for the frames of the video {@code name}, which its errors name.
     *
     * @param channels how many of red, green and blue are of use; others need not become anything
     */
    PlaneScaler(String name, int channels) {
        this.planesUsed = Arrays.copyOf(PLANE_OF_CHANNEL, channels);
        this.scaler = new SwsScaler(name);
        this.ownSize = new GbrFrames(name);
        this.doubledLuma = new DoubledLuma(name);
        this.planeScaler = new SwsScaler(name);
        this.whole = new FrameBuffer(name);
        this.clipFrame = new FrameBuffer(name);
    }

    /**
     * Scales a frame.
     *
     * @return in AV_PIX_FMT_GBRP, good until the next call
     */
    AVFrame scale(AVFrame frame, int width, int height, Interpolation interpolation) {
        ScalingWay way = ScalingWay.of(frame, width, height, interpolation);
        if (way == ScalingWay.KEEPS_SIZE) {
            return ownSize.of(frame);
        }
        AVFrame into = whole.of(AV_PIX_FMT_GBRP, width, height);
        switch (way) {
            case IN_ONE_GO -> scaler.scale(frame, into, flag(interpolation));
            case LUMA_DOUBLED -> scaler.scale(doubledLuma.of(frame), into, SWS_AREA);
            case RGB_PLANES -> scaleEachPlane(ownSize.of(frame), into, flag(interpolation));
            case OPEN_CV -> scaleAsOpenCv(ownSize.of(frame), into, 0, height, interpolation);
            case KEEPS_SIZE -> throw new IllegalStateException("returned above");
        }
        return into;
    }

    /**
     * Scales rows of a frame into a planar clip.
     *
     * @param into takes them as its frame {@code place}
     */
    void scale(AVFrame frame, FrameRows rows, Clip into, int place) {
        int width = rows.scaledWidth();
        int height = rows.scaledHeight();
        Interpolation interpolation = rows.interpolation();
        switch (ScalingWay.of(frame, width, height, interpolation)) {
            case IN_ONE_GO -> scaleRows(frame, flag(interpolation), rows, into, place);
            case LUMA_DOUBLED -> scaleRows(doubledLuma.of(frame), SWS_AREA, rows, into, place);
            case OPEN_CV -> {
                AVFrame target = pointed(rows, into, place);
                scaleAsOpenCv(ownSize.of(frame), target, rows.top(), into.height(), interpolation);
            }
            default -> {
                // FFmpeg's shortcuts for frames that keep their size take whole frames only.
                copyRows(scale(frame, width, height, interpolation), rows.top(), into, place);
            }
        }
    }

    private void scaleRows(AVFrame frame, int flag, FrameRows rows, Clip into, int place) {
        AVFrame target = pointed(rows, into, place);
        if (into.height() == rows.scaledHeight()) {
            scaler.scale(frame, target, flag);
        } else {
            scaler.scaleRows(frame, target, rows.top(), into.height(), flag);
        }
    }

    private static int flag(Interpolation interpolation) {
        return interpolation == Interpolation.BILINEAR ? SWS_BILINEAR : SWS_AREA;
    }

    /** Makes {@link #clipFrame} a frame whose wanted rows are those of the clip. */
    private AVFrame pointed(FrameRows rows, Clip into, int place) {
        // Its own memory is not used, but FFmpeg takes a frame without any for one to be filled.
        AVFrame frame = clipFrame.of(AV_PIX_FMT_GBRP, 1, 1);
        frame.width(rows.scaledWidth()).height(rows.scaledHeight());
        for (int channel = 0; channel < planesUsed.length; channel++) {
            BytePointer firstRow = into.planePointer(place, channel).getPointer(-(long) rows.top() * into.rowBytes());
            frame.data(planesUsed[channel], firstRow);
            frame.linesize(planesUsed[channel], into.rowBytes());
        }
        return frame;
    }

    private void copyRows(AVFrame planes, int top, Clip into, int place) {
        for (int channel = 0; channel < planesUsed.length; channel++) {
            int plane = planesUsed[channel];
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

    /** As grey pictures: FFmpeg would scale RGB as YUV, with chroma of every other pixel. */
    private void scaleEachPlane(AVFrame gbr, AVFrame into, int flag) {
        for (int i : planesUsed) {
            view(gbr, i, plane);
            view(into, i, scaledPlane);
            planeScaler.scale(plane, scaledPlane, flag | SWS_ACCURATE_RND);
        }
    }

    private static void view(AVFrame frame, int plane, AVFrame view) {
        view.format(AV_PIX_FMT_GRAY8).color_range(AVCOL_RANGE_JPEG);
        view.width(frame.width()).height(frame.height());
        view.data(0, frame.data(plane)).linesize(0, frame.linesize(plane));
    }

    private void scaleAsOpenCv(AVFrame gbr, AVFrame into, int top, int rows, Interpolation interpolation) {
        Method method = method(interpolation);
        if (openCv == null || !openCv.does(gbr.height(), gbr.width(), into.height(), into.width(), method)) {
            openCv = new OpenCvScaler(gbr.height(), gbr.width(), into.height(), into.width(), method);
        }
        for (int i : planesUsed) {
            openCv.scale(
                    bytes(gbr, i, 0, gbr.height()),
                    gbr.linesize(i),
                    top,
                    rows,
                    bytes(into, i, top, rows),
                    into.linesize(i));
        }
    }

    private static Method method(Interpolation interpolation) {
        return switch (interpolation) {
            case NEAREST -> Method.NEAREST;
            case BICUBIC -> Method.CUBIC;
            case AREA, RGB_AREA -> Method.AREA;
            case LINEAR, BILINEAR -> Method.LINEAR;
        };
    }

    private static ByteBuffer bytes(AVFrame frame, int plane, int top, int rows) {
        long stride = frame.linesize(plane);
        return frame.data(plane)
                .getPointer(top * stride)
                .capacity(rows * stride)
                .asByteBuffer();
    }

    @Override
    public void close() {
        scaler.close();
        ownSize.close();
        doubledLuma.close();
        planeScaler.close();
        whole.close();
        clipFrame.close();
        av_frame_free(plane.data(0, null));
        av_frame_free(scaledPlane.data(0, null));
    }
}
