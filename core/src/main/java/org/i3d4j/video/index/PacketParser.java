package org.i3d4j.video.index;

import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** FFmpeg's parser of one stream: what the headers in a packet say, without decoding it. The owner closes it. */
public final class PacketParser implements AutoCloseable {
    /** What {@link #pictureNumber} and {@link #pictureType} are where a packet does not say it. */
    static final int UNSAID = Integer.MIN_VALUE;

    private final AVCodecParserContext parser;
    private final AVCodecContext codec;
    private final PointerPointer<BytePointer> out = new PointerPointer<>(1);
    private final IntPointer outBytes = new IntPointer(1);

    private PacketParser(AVCodecParserContext parser, AVCodecContext codec) {
        this.parser = parser;
        this.codec = codec;
        parser.flags(parser.flags() | AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES);
    }

    /** The parser for packets of a stream; empty if FFmpeg has none for its codec. */
    public static Optional<PacketParser> of(AVCodecParameters parameters) {
        AVCodecParserContext parser = av_parser_init(parameters.codec_id());
        if (parser == null) {
            return Optional.empty();
        }
        PacketParser opened = new PacketParser(parser, avcodec_alloc_context3((AVCodec) null));
        if (avcodec_parameters_to_context(opened.codec, parameters) < 0) {
            opened.close();
            return Optional.empty();
        }
        return Optional.of(opened);
    }

    /** Parses the next packet in decode order, which stays as it is. */
    public void parse(AVPacket packet) {
        parser.output_picture_number(UNSAID);
        parser.pict_type(UNSAID);
        if (packet.size() > 0) {
            av_parser_parse2(
                    parser,
                    codec,
                    out,
                    outBytes,
                    packet.data(),
                    packet.size(),
                    AV_NOPTS_VALUE,
                    AV_NOPTS_VALUE,
                    packet.pos());
        }
    }

    /** The pixel format by FFmpeg's number; below 0 as long as no packet has told it. */
    public int format() {
        return parser.format();
    }

    /** Pixels as decoded. */
    public int width() {
        return parser.width();
    }

    /** Pixels as decoded. */
    public int height() {
        return parser.height();
    }

    /** Whether decoding can begin with the last packet's picture. */
    boolean key() {
        return parser.key_frame() == 1;
    }

    /** The place of the last packet's picture in the order of display, as its codec counts. */
    int pictureNumber() {
        return parser.output_picture_number();
    }

    /** FFmpeg's AV_PICTURE_TYPE of the last packet. */
    int pictureType() {
        return parser.pict_type();
    }

    @Override
    public void close() {
        av_parser_close(parser);
        avcodec_free_context(codec);
        out.close();
        outBytes.close();
    }
}
