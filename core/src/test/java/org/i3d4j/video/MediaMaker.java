package org.i3d4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.container.LocalFile;
import org.i3d4j.video.ffmpeg.Ffmpeg;

/** Makes video files for tests: other containers, codecs, pixel formats and rotations than those of the corpus. */
public final class MediaMaker {
    private MediaMaker() {}

    /** How a video is encoded; {@code muxer} and {@code codec} by FFmpeg's names. */
    record Encoding(String muxer, String codec, int pixelFormat, Map<String, String> options) {}

    /** Copies the video stream of {@code source} into a file of another container. */
    public static void remux(Path source, Path target, String muxer) {
        remux(source, target, muxer, new int[0]);
    }

    /** Copies the video stream with a display matrix: 9 values, fixed point. */
    public static void remux(Path source, Path target, String muxer, int[] displayMatrix) {
        remux(source, target, muxer, displayMatrix, (packet, number) -> {});
    }

    /**
     * Copies the video stream and gives packets from {@code from} on their places in the order of decoding as times of
     * presentation.
     *
     * @param frameTicks from one frame to the next, in the source's unit
     */
    static void remuxNumbered(Path source, Path target, String muxer, long frameTicks, int from) {
        // Nothing may be shown before it is decoded.
        long delay = from > 0 ? 8 * frameTicks : 0;
        remux(source, target, muxer, new int[0], (packet, number) -> {
            packet.dts(number * frameTicks).duration(frameTicks);
            packet.pts(delay + (number < from ? packet.pts() : packet.dts()));
        });
    }

    private static void remux(
            Path source, Path target, String muxer, int[] displayMatrix, ObjIntConsumer<AVPacket> timing) {
        try (Demuxer demuxer = Demuxer.open(new LocalFile(source), VideoLimits.DEFAULT)) {
            AVFormatContext output = create(target, muxer);
            AVStream stream = avformat_new_stream(output, null);
            avcodec_parameters_copy(stream.codecpar(), demuxer.stream().codecpar());
            stream.codecpar().codec_tag(0);
            stream.time_base(demuxer.stream().time_base());
            if (displayMatrix.length > 0) {
                addMatrix(stream, displayMatrix);
            }
            check(avformat_write_header(output, (AVDictionary) null));
            AVPacket packet = av_packet_alloc();
            for (int number = 0; demuxer.read(packet); number++) {
                packet.stream_index(0);
                timing.accept(packet, number);
                av_packet_rescale_ts(packet, demuxer.stream().time_base(), stream.time_base());
                check(av_interleaved_write_frame(output, packet));
            }
            av_packet_free(packet);
            finish(output);
        }
    }

    private static void addMatrix(AVStream stream, int[] matrix) {
        PointerPointer<AVPacketSideData> list =
                new PointerPointer<AVPacketSideData>(1).put(0, stream.codecpar().coded_side_data());
        try (IntPointer count = new IntPointer(1).put(stream.codecpar().nb_coded_side_data())) {
            AVPacketSideData data = av_packet_side_data_new(
                    list, count, AV_PKT_DATA_DISPLAYMATRIX, (long) matrix.length * Integer.BYTES, 0);
            new IntPointer(data.data()).put(matrix);
            stream.codecpar().coded_side_data(new AVPacketSideData(list.get(0))).nb_coded_side_data(count.get());
        }
        list.close();
    }

    /** Encodes an RGB clip at 25 frames a second. */
    static void encode(Clip clip, Path target, Encoding encoding) {
        AVFormatContext output = create(target, encoding.muxer());
        AVCodec encoder = avcodec_find_encoder_by_name(encoding.codec());
        AVCodecContext codec = avcodec_alloc_context3(encoder);
        codec.width(clip.width())
                .height(clip.height())
                .pix_fmt(encoding.pixelFormat())
                .thread_count(1);
        codec.time_base().num(1).den(25);
        codec.flags(AV_CODEC_FLAG_GLOBAL_HEADER);
        AVDictionary options = new AVDictionary(null);
        encoding.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
        check(avcodec_open2(codec, encoder, options));
        av_dict_free(options);
        AVStream stream = avformat_new_stream(output, null);
        avcodec_parameters_from_context(stream.codecpar(), codec);
        stream.time_base(codec.time_base());
        check(avformat_write_header(output, (AVDictionary) null));
        for (int frame = 0; frame < clip.frames(); frame++) {
            AVFrame picture = picture(clip, frame, encoding.pixelFormat());
            check(avcodec_send_frame(codec, picture));
            av_frame_free(picture);
            drain(codec, output, stream);
        }
        avcodec_send_frame(codec, null);
        drain(codec, output, stream);
        avcodec_free_context(codec);
        finish(output);
    }

    /** A frame of a clip in another pixel format. The caller frees it. */
    public static AVFrame picture(Clip clip, int frame, int pixelFormat) {
        AVFrame picture = av_frame_alloc();
        picture.format(pixelFormat).width(clip.width()).height(clip.height()).pts(frame);
        check(av_frame_get_buffer(picture, 0));
        int exact = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
        SwsContext scaler = sws_getContext(
                clip.width(),
                clip.height(),
                AV_PIX_FMT_RGB24,
                clip.width(),
                clip.height(),
                pixelFormat,
                exact,
                null,
                null,
                (DoublePointer) null);
        try (PointerPointer<Pointer> planes = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(3 * clip.width(), 0, 0, 0)) {
            for (int plane = 0; plane < 4; plane++) {
                planes.put(plane, plane == 0 ? clip.framePointer(frame) : null);
            }
            sws_scale(scaler, planes, strides, 0, clip.height(), picture.data(), picture.linesize());
        }
        sws_freeContext(scaler);
        return picture;
    }

    private static void drain(AVCodecContext codec, AVFormatContext output, AVStream stream) {
        AVPacket packet = av_packet_alloc();
        while (avcodec_receive_packet(codec, packet) >= 0) {
            packet.stream_index(0);
            packet.duration(1);
            av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
            check(av_interleaved_write_frame(output, packet));
        }
        av_packet_free(packet);
    }

    private static AVFormatContext create(Path target, String muxer) {
        Ffmpeg.silence();
        AVFormatContext output = new AVFormatContext(null);
        check(avformat_alloc_output_context2(output, (AVOutputFormat) null, muxer, (String) null));
        AVIOContext file = new AVIOContext(null);
        try (BytePointer url = Ffmpeg.url(target)) {
            check(avio_open(file, url, AVIO_FLAG_WRITE));
        }
        output.pb(file);
        return output;
    }

    private static void finish(AVFormatContext output) {
        check(av_write_trailer(output));
        avio_close(output.pb());
        avformat_free_context(output);
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException(Ffmpeg.describe(result));
        }
    }
}
