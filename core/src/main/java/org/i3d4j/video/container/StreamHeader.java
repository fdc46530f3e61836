package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.i3d4j.video.VideoInfo;
import org.i3d4j.video.flow.FlowNote;
import org.i3d4j.video.index.FrameTable;
import org.i3d4j.video.scaling.Orientation;

/**
 * What the header of a video says about it; counts and durations in headers are not to be relied on.
 *
 * @param rangeKnown     whether the pixel format is the decoder's own: its name tells limited from full range
 * @param width          pixels as decoded, before rotation
 * @param height         pixels as decoded, before rotation
 * @param frameRate      frames per second; 0 where it is unknown
 * @param tickSeconds    the unit of the stream's timestamps
 * @param promisedFrames 0 where it is unknown
 * @param flow           what it is made of, if its frames are planes of optical flow
 */
public record StreamHeader(
        String container,
        String codec,
        String pixelFormat,
        boolean rangeKnown,
        int width,
        int height,
        Orientation orientation,
        double frameRate,
        double tickSeconds,
        long promisedFrames,
        Optional<FlowNote> flow) {
    private static final int MATRIX_BYTES = 9 * Integer.BYTES;

    public static StreamHeader of(Demuxer demuxer) {
        AVStream stream = demuxer.stream();
        AVCodecParameters parameters = stream.codecpar();
        double averageRate = value(stream.avg_frame_rate());
        return new StreamHeader(
                demuxer.containerName(),
                avcodec_get_name(parameters.codec_id()).getString(),
                av_get_pix_fmt_name(parameters.format()).getString(),
                demuxer.probed(),
                parameters.width(),
                parameters.height(),
                orientation(parameters),
                averageRate > 0 ? averageRate : value(stream.r_frame_rate()),
                value(stream.time_base()),
                stream.nb_frames(),
                demuxer.tag(FlowNote.TAG).flatMap(FlowNote::of));
    }

    /** The same with the pixel format of a decoded frame. */
    public StreamHeader withPixelFormat(int format) {
        String name = av_get_pix_fmt_name(format).getString();
        return new StreamHeader(
                container, codec, name, true, width, height, orientation, frameRate, tickSeconds, promisedFrames, flow);
    }

    private static double value(AVRational ratio) {
        return ratio.den() == 0 ? 0 : (double) ratio.num() / ratio.den();
    }

    private static Orientation orientation(AVCodecParameters parameters) {
        for (int i = 0; i < parameters.nb_coded_side_data(); i++) {
            AVPacketSideData data = parameters.coded_side_data().getPointer(i);
            if (data.type() == AV_PKT_DATA_DISPLAYMATRIX && data.size() >= MATRIX_BYTES) {
                IntPointer matrix = new IntPointer(data.data());
                return Orientation.ofDisplayMatrix(matrix.get(0), matrix.get(1), matrix.get(3), matrix.get(4));
            }
        }
        return Orientation.UPRIGHT;
    }

    public int displayWidth() {
        return orientation.swapsSides() ? height : width;
    }

    public int displayHeight() {
        return orientation.swapsSides() ? width : height;
    }

    /** The header corrected by the frames that there really are. */
    public VideoInfo info(String name, FrameTable table, boolean damaged) {
        return new VideoInfo(
                name,
                container,
                codec,
                pixelFormat,
                displayWidth(),
                displayHeight(),
                orientation.rotationDegrees(),
                frameRate,
                table.frames(),
                table.keyFrames(),
                durationSeconds(table),
                damaged);
    }

    /** When a frame is shown after the first. */
    public double frameSeconds(FrameTable table, int frame) {
        return table.timeAfterFirst(frame) * tickSeconds;
    }

    private double durationSeconds(FrameTable table) {
        if (table.duration() > 0) {
            return table.duration() * tickSeconds;
        }
        return frameRate > 0 ? table.frames() / frameRate : 0;
    }
}
