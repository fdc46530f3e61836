package org.i3d4j.video.index;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG1VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VC1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_REORDER;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The order in which a codec shows its pictures, read off the packets without decoding: what a container says of time is a
 * claim about it. The owner closes it.
 */
interface PictureOrder extends AutoCloseable {
    /**
     * The place of a packet's picture in the order of display, gaps between; empty if that can't be read. Packets come in
     * decode order.
     */
    OptionalLong next(AVPacket packet);

    @Override
    default void close() {}

    /** The order of a stream's pictures. */
    static PictureOrder of(AVCodecParameters parameters) {
        Optional<PictureOrder> order = switch (parameters.codec_id()) {
            case AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VVC ->
                PacketParser.of(parameters).map(PictureNumbers::new);
            case AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO, AV_CODEC_ID_MPEG4, AV_CODEC_ID_VC1 ->
                PacketParser.of(parameters).map(parser -> new BetweenReferences(parser, parameters));
            default -> mayReorder(parameters) ? Optional.empty() : Optional.of(asDecoded());
        };
        return order.orElse(packet -> OptionalLong.empty());
    }

    /** Whether the codec has pictures out of order and its decoder, as FFmpeg opened it, holds any back for them. */
    private static boolean mayReorder(AVCodecParameters parameters) {
        AVCodecDescriptor descriptor = avcodec_descriptor_get(parameters.codec_id());
        return descriptor == null
                || ((descriptor.props() & AV_CODEC_PROP_REORDER) != 0 && parameters.video_delay() > 0);
    }

    private static PictureOrder asDecoded() {
        AtomicLong packets = new AtomicLong();
        return packet -> OptionalLong.of(packets.incrementAndGet());
    }
}
