package org.i3d4j.video.writing;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.ffmpeg.Ffmpeg;

/** An encoder, the frame that it is given and the packet that it gives, the same ones again and again. */
final class CodecBuffers implements AutoCloseable {
    private final AVCodec encoder;
    private final long frameTicks;
    private final AVCodecContext codec;
    private final AVFrame frame;
    private final AVPacket packet;

    /**
     * Of one size and kind of pixels, to be described further before it is opened: one thread, bit-exact flags.
     *
     * @param frameTicks how long a frame is shown, in the codec's unit of time
     */
    CodecBuffers(AVCodec encoder, int width, int height, int pixelFormat, long frameTicks) {
        Ffmpeg.silence();
        this.encoder = encoder;
        this.frameTicks = frameTicks;
        codec = avcodec_alloc_context3(encoder);
        frame = av_frame_alloc();
        packet = av_packet_alloc();
        codec.width(width).height(height).pix_fmt(pixelFormat).thread_count(1);
        codec.flags(AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER);
        frame.format(pixelFormat).width(width).height(height);
    }

    AVCodecContext codec() {
        return codec;
    }

    AVFrame frame() {
        return frame;
    }

    /** @throws ShapeException if it takes no frames of such a size */
    void open(Map<String, String> settings) {
        AVDictionary options = new AVDictionary(null);
        settings.forEach((name, value) -> av_dict_set(options, name, value, 0));
        int result = avcodec_open2(codec, encoder, options);
        av_dict_free(options);
        if (result < 0) {
            throw new ShapeException(encoder.name().getString() + " can't encode frames of " + codec.width() + "x"
                    + codec.height() + ": " + Ffmpeg.describe(result));
        }
        check(av_frame_get_buffer(frame, 0), "no memory for a frame");
    }

    /** The frame, to be filled. */
    AVFrame writableFrame() {
        check(av_frame_make_writable(frame), "no memory for a frame");
        return frame;
    }

    /** @param time at which the frame is shown */
    void encode(long time, PacketEncoder.PacketSink sink) {
        frame.pts(time);
        check(avcodec_send_frame(codec, frame), "a frame can't be encoded");
        drain(sink);
    }

    void finish(PacketEncoder.PacketSink sink) {
        check(avcodec_send_frame(codec, null), "the encoder can't be drained");
        drain(sink);
    }

    private void drain(PacketEncoder.PacketSink sink) {
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
