package org.i3d4j.video.index;

import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * H.264, HEVC and VVC number their pictures, anew from some key pictures on: picture order count (ITU-T H.264, 8.2.1; H.265,
 * 8.3.1; H.266, 8.3.1).
 */
final class PictureNumbers implements PictureOrder {
    /** More than numbers since a key picture can differ. */
    private static final long STEP = 1L << 33;

    private final PacketParser parser;
    private long base;
    private long highest = Long.MIN_VALUE;

    /** Takes over the parser. */
    PictureNumbers(PacketParser parser) {
        this.parser = parser;
    }

    @Override
    public OptionalLong next(AVPacket packet) {
        parser.parse(packet);
        int number = parser.pictureNumber();
        if (number == PacketParser.UNSAID) {
            return OptionalLong.empty();
        }
        if (parser.key() && base + number <= highest) {
            base += STEP;
        }
        highest = Math.max(highest, base + number);
        return OptionalLong.of(base + number);
    }

    @Override
    public void close() {
        parser.close();
    }
}
