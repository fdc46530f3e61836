package org.i3d4j.video.index;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_BI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The order of MPEG-1, -2, -4 and VC-1: B-pictures are shown as they come, any other when the next one of those comes
 * (ISO/IEC 13818-2, 6.1.1.11).
 */
final class BetweenReferences implements PictureOrder {
    /** From one picture that is no B-picture to the next: room for those shown between. */
    private static final long STEP = 1L << 32;

    /**
     * The mark of DivX and Xvid for two pictures in one packet and none in the next, as FFmpeg's decoder reads it. It lies
     * in front of the first picture.
     */
    private static final Pattern PACKED = Pattern.compile("DivX\\d+(?:Build|b)\\d+p");

    private static final int MARK_BYTES = 512;

    private final PacketParser parser;
    private final boolean mpeg4;
    private boolean packed;
    private long references;
    private long shownBetween;

    /** Takes over the parser. */
    BetweenReferences(PacketParser parser, AVCodecParameters parameters) {
        this.parser = parser;
        this.mpeg4 = parameters.codec_id() == AV_CODEC_ID_MPEG4;
        this.packed = marked(parameters.extradata(), parameters.extradata_size());
    }

    private boolean marked(@Nullable BytePointer data, int bytes) {
        if (!mpeg4 || data == null || bytes <= 0) {
            return false;
        }
        byte[] head = new byte[Math.min(bytes, MARK_BYTES)];
        data.get(head);
        return PACKED.matcher(new String(head, StandardCharsets.ISO_8859_1)).find();
    }

    @Override
    public OptionalLong next(AVPacket packet) {
        packed |= (packet.flags() & AV_PKT_FLAG_KEY) != 0 && marked(packet.data(), packet.size());
        if (packed) {
            return OptionalLong.empty();
        }
        parser.parse(packet);
        return switch (parser.pictureType()) {
            case PacketParser.UNSAID, AV_PICTURE_TYPE_NONE -> OptionalLong.empty();
            case AV_PICTURE_TYPE_B, AV_PICTURE_TYPE_BI -> OptionalLong.of((references - 1) * STEP + ++shownBetween);
            default -> {
                shownBetween = 0;
                yield OptionalLong.of(++references * STEP);
            }
        };
    }

    @Override
    public void close() {
        parser.close();
    }
}
