package org.i3d4j.video.writing;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.i3d4j.error.OutputException;
import org.i3d4j.video.ffmpeg.Ffmpeg;

/**
 * RGB frames in, compressed packets out: H.264 where the presets bring OpenH264, else MPEG-4 part 2; BT.601, limited
 * range, 4:2:0. One thread and bit-exact flags, so the same frames always give the same bytes.
 */
final class FrameEncoder implements PacketEncoder {
    /** Fine textures survive: the quantiser that is usually taken for visually lossless. */
    private static final int H264_QP = 20;

    private static final int MPEG4_QSCALE = 3;
    /** Key frames are close enough that reading a clip at a random place decodes few frames in vain. */
    private static final int FRAMES_PER_KEY_FRAME = 30;

    private final int height;
    private final AVCodecContext codec;
    private final AVFrame frame;
    private final AVPacket packet;
    private final SwsContext toYuv;
    private final PointerPointer<BytePointer> rgbPlanes = new PointerPointer<>(4);
    private final IntPointer rgbStrides = new IntPointer(4);

    FrameEncoder(int width, int height, AVRational frameRate) {
        Ffmpeg.silence();
        this.height = height;
        AVCodec h264 = avcodec_find_encoder_by_name("libopenh264");
        boolean mpeg4 = h264 == null;
        AVCodec encoder = mpeg4 ? avcodec_find_encoder(AV_CODEC_ID_MPEG4) : h264;
        codec = avcodec_alloc_context3(encoder);
        frame = av_frame_alloc();
        packet = av_packet_alloc();
        frame.format(AV_PIX_FMT_YUV420P).width(width).height(height);
        toYuv = sws_getContext(
                width,
                height,
                AV_PIX_FMT_RGB24,
                width,
                height,
                AV_PIX_FMT_YUV420P,
                SWS_BICUBIC,
                null,
                null,
                (DoublePointer) null);
        for (int plane = 0; plane < 4; plane++) {
            rgbPlanes.put(plane, (BytePointer) null);
            rgbStrides.put(plane, plane == 0 ? 3 * width : 0);
        }
        try {
            describe(width, height, frameRate);
            open(encoder, mpeg4);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void describe(int width, int height, AVRational frameRate) {
        codec.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P);
        codec.time_base().num(frameRate.den()).den(frameRate.num());
        codec.framerate().num(frameRate.num()).den(frameRate.den());
        codec.colorspace(AVCOL_SPC_SMPTE170M).color_range(AVCOL_RANGE_MPEG);
        codec.gop_size(FRAMES_PER_KEY_FRAME).max_b_frames(0).thread_count(1);
    }

    private void open(AVCodec encoder, boolean mpeg4) {
        int flags = AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER;
        AVDictionary options = new AVDictionary(null);
        if (mpeg4) {
            codec.global_quality(MPEG4_QSCALE * FF_QP2LAMBDA);
            flags |= AV_CODEC_FLAG_QSCALE;
        } else {
            av_dict_set(options, "rc_mode", "quality", 0);
            av_dict_set(options, "allow_skip_frames", "0", 0);
            codec.qmin(H264_QP).qmax(H264_QP);
        }
        codec.flags(flags);
        int result = avcodec_open2(codec, encoder, options);
        av_dict_free(options);
        check(result, "the encoder refuses " + codec.width() + "x" + codec.height());
        check(av_frame_get_buffer(frame, 0), "no memory for a frame");
    }

    @Override
    public AVCodecContext codec() {
        return codec;
    }

    @Override
    public long frameBytes() {
        return 3L * codec.width() * height;
    }

    @Override
    public void encode(BytePointer rgbHwc, long time, PacketSink sink) {
        check(av_frame_make_writable(frame), "no memory for a frame");
        rgbPlanes.put(0, rgbHwc);
        sws_scale(toYuv, rgbPlanes, rgbStrides, 0, height, frame.data(), frame.linesize());
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
            packet.duration(1);
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
        sws_freeContext(toYuv);
        rgbPlanes.close();
        rgbStrides.close();
    }
}
