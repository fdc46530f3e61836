package org.i3d4j.video.index;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * What is remembered of a compressed packet.
 *
 * @param pts      when its frame is shown, in the stream's time base
 * @param dts      when it is decoded, in the stream's time base
 * @param position of its data in the file, -1 where unknown
 * @param shown    false if its frame is only there for others to refer to, or cut away by an edit list
 * @param intact   false if it is cut off or broken
 */
public record PacketEntry(
        long pts, long dts, long position, int bytes, long duration, boolean key, boolean shown, boolean intact) {
    /** What is to be remembered of a packet; {@code visible} unless its codec never shows the picture. */
    public static PacketEntry of(AVPacket packet, boolean visible, boolean intact) {
        boolean shown = visible && (packet.flags() & AV_PKT_FLAG_DISCARD) == 0;
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        return new PacketEntry(
                packet.pts(), packet.dts(), packet.pos(), packet.size(), packet.duration(), key, shown, intact);
    }

    /** Whether it says when its frame is shown. */
    public boolean hasPts() {
        return pts != AV_NOPTS_VALUE;
    }

    /** Whether {@code packet}, read after a seek, is this one; its dts and flags may differ then. */
    public boolean matches(AVPacket packet) {
        return packet.pts() == pts && packet.size() == bytes && packet.pos() == position;
    }

    /** Where to seek for this packet. */
    public long seekTimestamp() {
        return dts != AV_NOPTS_VALUE ? dts : pts;
    }
}
