package org.i3d4j.video.writing;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FFV1;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.OutputException;
import org.i3d4j.video.ffmpeg.Ffmpeg;

/**
 * Grey frames in, FFV1 out, which loses nothing: version 3, every frame a key frame, with checksums, so that damage is seen. Times
 * are in milliseconds, as Matroska has them.
 */
final class LosslessEncoder implements PacketEncoder {
    static final int TICKS_PER_SECOND = 1000;
    private static final int FFV1_VERSION = 3;

    private final int width;
    private final int height;
    private final long frameTicks;
    private final AVCodecContext codec;
    private final AVFrame frame;
    private final AVPacket packet;

    LosslessEncoder(int width, int height, double framesPerSecond) {
        Ffmpeg.silence();
        this.width = width;
        this.height = height;
        this.frameTicks = Math.max(1, Math.round(TICKS_PER_SECOND / framesPerSecond));
        AVCodec encoder = avcodec_find_encoder(AV_CODEC_ID_FFV1);
        codec = avcodec_alloc_context3(encoder);
        frame = av_frame_alloc();
        packet = av_packet_alloc();
        frame.format(AV_PIX_FMT_GRAY8).width(width).height(height).color_range(AVCOL_RANGE_JPEG);
        try {
            open(encoder);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void open(AVCodec encoder) {
        codec.width(width).height(height).pix_fmt(AV_PIX_FMT_GRAY8).color_range(AVCOL_RANGE_JPEG);
        codec.time_base().num(1).den(TICKS_PER_SECOND);
        codec.level(FFV1_VERSION).gop_size(1).thread_count(1);
        codec.flags(AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "slicecrc", "1", 0);
        int result = avcodec_open2(codec, encoder, options);
        av_dict_free(options);
        check(result, "FFV1 can't encode " + width + "x" + height);
        check(av_frame_get_buffer(frame, 0), "no memory for a frame");
    }

    @Override
    public AVCodecContext codec() {
        return codec;
    }

    @Override
    public long frameBytes() {
        return (long) width * height;
    }

    @Override
    public void encode(BytePointer pixels, long time, PacketSink sink) {
        check(av_frame_make_writable(frame), "no memory for a frame");
        for (int y = 0; y < height; y++) {
            Pointer.memcpy(
                    frame.data(0).getPointer((long) y * frame.linesize(0)), pixels.getPointer((long) y * width), width);
        }
        frame.pts(time);
        check(avcodec_send_frame(codec, frame), "a frame can't be encoded");
        drain(sink);
    }

    @Override
    public void finish(PacketSink sink) {
        check(avcodec_send_frame(codec, null), "the encoder can't be drained");
        drain(sink);
    }

    private void drain(PacketSink sink) {
        while (avcodec_receive_packet(codec, packet) >= 0) {
            packet.duration(frameTicks);
            sink.accept(packet);
        }
    }

    private static void check(int result, String what) {
        if (result < 0) {
            throw new OutputException(what + ": " + Ffmpeg.describe(result));
        }
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(codec);
    }
}
