package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.video.FrameTable.DecodedFrame;
import org.junit.jupiter.api.Test;

class FrameTableTest {
    @Test
    void ordersFramesByTimestamp() {
        FrameTable table =
                FrameTable.ofPackets(packets(key(0), at(30), at(10), at(20))).orElseThrow();
        assertThat(table.frames()).isEqualTo(4);
        assertThat(List.of(table.frameOfPacket(0), table.frameOfPacket(1), table.frameOfPacket(2)))
                .containsExactly(0, 3, 1);
        assertThat(table.frameAt(20)).isEqualTo(2);
        assertThat(table.frameAt(21)).isNegative();
        assertThat(table.duration()).isEqualTo(40);
    }

    @Test
    void leavesOutWhatIsNotShown() {
        FrameTable table =
                FrameTable.ofPackets(packets(key(0), hidden(9), at(10))).orElseThrow();
        assertThat(table.frames()).isEqualTo(2);
        assertThat(table.frameOfPacket(1)).isNegative();
        assertThat(table.frameOfPacket(2)).isEqualTo(1);
    }

    /** With open groups of pictures, frames shown before a key frame but decoded after it need the key frame before. */
    @Test
    void startsAtTheKeyFrameThatIsBothDecodedAndShownBefore() {
        FrameTable table = FrameTable.ofPackets(packets(key(0), at(10), key(40), at(20), at(30), at(50)))
                .orElseThrow();
        assertThat(table.startPacket(table.frameAt(10))).isZero();
        assertThat(table.startPacket(table.frameAt(30))).isZero();
        assertThat(table.startPacket(table.frameAt(40))).isEqualTo(2);
        assertThat(table.startPacket(table.frameAt(50))).isEqualTo(2);
        assertThat(table.keyFrames()).containsExactly(0, 4);
    }

    @Test
    void doubtsPacketsThatMayGiveNoFrame() {
        assertThat(FrameTable.ofPackets(List.of())).isEmpty();
        assertThat(FrameTable.ofPackets(packets(at(0), key(10)))).isEmpty();
        assertThat(FrameTable.ofPackets(packets(key(10), at(0)))).isEmpty();
        assertThat(FrameTable.ofPackets(packets(key(0), at(10), at(10)))).isEmpty();
        assertThat(FrameTable.ofPackets(packets(key(0), at(AV_NOPTS_VALUE)))).isEmpty();
        assertThat(FrameTable.ofPackets(packets(key(0), broken(10)))).isEmpty();
    }

    @Test
    void keepsTheTimestampsOfTheFramesThatWereDecoded() {
        List<PacketEntry> packets = packets(key(0), broken(10), at(20));
        FrameTable table =
                FrameTable.ofDecoded(packets, List.of(new DecodedFrame(0, true), new DecodedFrame(20, false)));
        assertThat(table.counted()).isFalse();
        assertThat(table.frames()).isEqualTo(2);
        assertThat(table.frameOfPacket(1)).isNegative();
        assertThat(table.frameAt(20)).isEqualTo(1);
    }

    @Test
    void countsWhereTimestampsDoNotTellFramesApart() {
        List<DecodedFrame> decoded = List.of(new DecodedFrame(0, true), new DecodedFrame(10, false));
        assertCounted(FrameTable.ofDecoded(packets(key(0), at(AV_NOPTS_VALUE)), decoded));
        assertCounted(FrameTable.ofDecoded(packets(key(0), at(0)), decoded));
        assertCounted(FrameTable.ofDecoded(packets(key(10), at(0)), List.of(decoded.get(1), decoded.get(0))));
    }

    private static void assertCounted(FrameTable table) {
        assertThat(table.counted()).isTrue();
        assertThat(table.frames()).isEqualTo(2);
        assertThat(table.startPacket(1)).isZero();
    }

    private static List<PacketEntry> packets(PacketEntry... packets) {
        return new ArrayList<>(List.of(packets));
    }

    private static PacketEntry key(long pts) {
        return new PacketEntry(pts, pts, 0, 1, 10, true, true, true);
    }

    private static PacketEntry at(long pts) {
        return new PacketEntry(pts, pts, 0, 1, 10, false, true, true);
    }

    private static PacketEntry hidden(long pts) {
        return new PacketEntry(pts, pts, 0, 1, 10, false, false, true);
    }

    private static PacketEntry broken(long pts) {
        return new PacketEntry(pts, pts, 0, 1, 10, false, true, false);
    }
}
