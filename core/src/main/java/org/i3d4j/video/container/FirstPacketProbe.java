package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.header.Vp9Header;
import org.i3d4j.video.index.PacketParser;

/**
 * Fills in the pixel format, which is all that the header of a common file leaves open, from the head of its first
 * packet. FFmpeg's own probe decodes frames for that.
 */
final class FirstPacketProbe {
    /** Codecs that say in every container in which order frames are shown, or have but one order. */
    private static final Set<Integer> ORDERED_CODECS =
            Set.of(AV_CODEC_ID_HEVC, AV_CODEC_ID_VP8, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1);

    private FirstPacketProbe() {}

    /** Whether {@link #read} is worth a try: the header says everything else, of one video stream, within the limits. */
    static boolean suits(AVFormatContext container, VideoLimits limits) {
        int videos = 0;
        boolean complete = true;
        for (int i = 0; i < container.nb_streams(); i++) {
            AVStream stream = container.streams(i);
            if (stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO) {
                videos++;
                complete &= complete(container, stream, limits);
            }
        }
        return videos == 1 && complete;
    }

    private static boolean complete(AVFormatContext container, AVStream stream, VideoLimits limits) {
        AVCodecParameters parameters = stream.codecpar();
        String name = container.iformat().name().getString();
        // MP4 tells from its composition times how far H.264's frames are out of order; Matroska does not.
        boolean ordered = ORDERED_CODECS.contains(parameters.codec_id())
                || (parameters.codec_id() == AV_CODEC_ID_H264 && name.startsWith("mov"));
        return ordered
                && (name.startsWith("mov") || name.startsWith("matroska"))
                && Math.min(parameters.width(), parameters.height()) > 0
                && limits.allow(parameters.width(), parameters.height())
                && stream.avg_frame_rate().num() > 0;
    }

    /**
     * Reads the first packet of the video stream and sets the stream's pixel format by it.
     *
     * @return the packet, the caller's; empty if it does not tell, or tells another size: the file is to be opened anew
     */
    static Optional<AVPacket> read(AVFormatContext container, AVStream stream) {
        AVPacket packet = av_packet_alloc();
        while (av_read_frame(container, packet) >= 0) {
            if (packet.stream_index() == stream.index()) {
                if (describes(packet, stream.codecpar())) {
                    return Optional.of(packet);
                }
                break;
            }
            av_packet_unref(packet);
        }
        av_packet_free(packet);
        return Optional.empty();
    }

    private static boolean describes(AVPacket packet, AVCodecParameters parameters) {
        if (parameters.codec_id() == AV_CODEC_ID_VP9) {
            if (packet.size() <= 0
                    || !Vp9Header.describes(
                            packet.data().capacity(packet.size()).asByteBuffer(),
                            parameters.width(),
                            parameters.height())) {
                return false;
            }
            parameters.format(AV_PIX_FMT_YUV420P);
            return true;
        }
        Optional<PacketParser> parser = PacketParser.of(parameters);
        return parser.isPresent() && parsed(parser.get(), packet, parameters);
    }

    /** Closes the parser. */
    private static boolean parsed(PacketParser opened, AVPacket packet, AVCodecParameters parameters) {
        try (PacketParser parser = opened) {
            parser.parse(packet);
            if (parser.format() < 0 || parser.width() != parameters.width() || parser.height() != parameters.height()) {
                return false;
            }
            parameters.format(parser.format());
            return true;
        }
    }
}
