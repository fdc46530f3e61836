package org.i3d4j.video.writing;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.i3d4j.error.ShapeException;

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

    private final int width;
    private final int height;
    private final CodecBuffers buffers;
    private final SwsContext toYuv;
    private final PointerPointer<BytePointer> rgbPlanes = new PointerPointer<>(4);
    private final IntPointer rgbStrides = new IntPointer(4);

    private FrameEncoder(AVCodec encoder, int width, int height, long frameTicks, int conversion) {
        this.width = width;
        this.height = height;
        buffers = new CodecBuffers(encoder, width, height, AV_PIX_FMT_YUV420P, frameTicks);
        toYuv = sws_getContext(
                width,
                height,
                AV_PIX_FMT_RGB24,
                width,
                height,
                AV_PIX_FMT_YUV420P,
                conversion,
                null,
                null,
                (DoublePointer) null);
        for (int plane = 0; plane < 4; plane++) {
            rgbPlanes.put(plane, (BytePointer) null);
            rgbStrides.put(plane, plane == 0 ? 3 * width : 0);
        }
        buffers.codec().colorspace(AVCOL_SPC_SMPTE170M).color_range(AVCOL_RANGE_MPEG);
    }

    /** Of a constant frame rate; times are numbers of frames. */
    static FrameEncoder ofRate(int width, int height, AVRational frameRate) {
        AVCodec h264 = avcodec_find_encoder_by_name("libopenh264");
        boolean mpeg4 = h264 == null;
        FrameEncoder encoder =
                new FrameEncoder(mpeg4 ? avcodec_find_encoder(AV_CODEC_ID_MPEG4) : h264, width, height, 1, SWS_BICUBIC);
        AVCodecContext codec = encoder.codec();
        codec.time_base().num(frameRate.den()).den(frameRate.num());
        codec.framerate().num(frameRate.num()).den(frameRate.den());
        codec.gop_size(FRAMES_PER_KEY_FRAME).max_b_frames(0);
        if (mpeg4) {
            codec.global_quality(MPEG4_QSCALE * FF_QP2LAMBDA).flags(codec.flags() | AV_CODEC_FLAG_QSCALE);
            return encoder.opened(Map.of());
        }
        codec.qmin(H264_QP).qmax(H264_QP);
        return encoder.opened(Map.of("rc_mode", "quality", "allow_skip_frames", "0"));
    }

    /**
     * Of frames that have a time each; their colours are converted as exactly as it goes.
     *
     * @param encoder as {@link H264Coding#encoder}
     * @throws ShapeException if it takes no frames of such a size
     */
    static FrameEncoder ofTimes(int width, int height, FrameTicks ticks, String encoder, H264Coding coding) {
        FrameEncoder frames = new FrameEncoder(
                avcodec_find_encoder_by_name(encoder),
                width,
                height,
                ticks.ofFrame(),
                SWS_AREA | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP);
        AVCodecContext codec = frames.codec();
        codec.time_base().num(ticks.numerator()).den(ticks.denominator());
        codec.framerate().num(ticks.denominator()).den(Math.toIntExact(ticks.ofFrame() * ticks.numerator()));
        return frames.opened(coding.describe(codec, encoder));
    }

    private FrameEncoder opened(Map<String, String> options) {
        try {
            buffers.open(options);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public AVCodecContext codec() {
        return buffers.codec();
    }

    @Override
    public long frameBytes() {
        return 3L * width * height;
    }

    @Override
    public void encode(BytePointer rgbHwc, long time, PacketSink sink) {
        AVFrame frame = buffers.writableFrame();
        rgbPlanes.put(0, rgbHwc);
        sws_scale(toYuv, rgbPlanes, rgbStrides, 0, height, frame.data(), frame.linesize());
        buffers.encode(time, sink);
    }

    @Override
    public void finish(PacketSink sink) {
        buffers.finish(sink);
    }

    @Override
    public void close() {
        buffers.close();
        sws_freeContext(toYuv);
        rgbPlanes.close();
        rgbStrides.close();
    }
}
