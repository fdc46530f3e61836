package org.i3d4j.video.writing;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FFV1;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Grey frames in, FFV1 out, which loses nothing: version 3, every frame a key frame, with checksums, so that damage is seen. Times
 * are in milliseconds, as Matroska has them.
 */
final class LosslessEncoder implements PacketEncoder {
    static final int TICKS_PER_SECOND = 1000;
    private static final int FFV1_VERSION = 3;

    private final int width;
    private final int height;
    private final CodecBuffers buffers;

    LosslessEncoder(int width, int height, double framesPerSecond) {
        this.width = width;
        this.height = height;
        long frameTicks = Math.max(1, Math.round(TICKS_PER_SECOND / framesPerSecond));
        buffers = new CodecBuffers(avcodec_find_encoder(AV_CODEC_ID_FFV1), width, height, AV_PIX_FMT_GRAY8, frameTicks);
        buffers.frame().color_range(AVCOL_RANGE_JPEG);
        AVCodecContext codec = buffers.codec();
        codec.color_range(AVCOL_RANGE_JPEG).level(FFV1_VERSION).gop_size(1);
        codec.time_base().num(1).den(TICKS_PER_SECOND);
        try {
            buffers.open(Map.of("slicecrc", "1"));
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
        return (long) width * height;
    }

    @Override
    public void encode(BytePointer pixels, long time, PacketSink sink) {
        AVFrame frame = buffers.writableFrame();
        for (int y = 0; y < height; y++) {
            Pointer.memcpy(
                    frame.data(0).getPointer((long) y * frame.linesize(0)), pixels.getPointer((long) y * width), width);
        }
        buffers.encode(time, sink);
    }

    @Override
    public void finish(PacketSink sink) {
        buffers.finish(sink);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
