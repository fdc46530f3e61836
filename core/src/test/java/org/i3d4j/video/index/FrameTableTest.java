package org.i3d4j.video.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.video.index.FrameTable.DecodedFrame;
import org.junit.jupiter.api.Test;

class FrameTableTest {
    @Test
    void ordersFramesByTimestamp() {
        FrameTable table =
                FrameTable.ofPackets(packets(key(0), at(30), at(10), at(20))).orElseThrow();
        assertThat(table.frames()).isEqualTo(4);
        assertThat(List.of(table.frameOfPacket(0), table.frameOfPacket(1), table.frameOfPacket(2)))
                .containsExactly(0, 3, 1);
        assertThat(table.timeAfterFirst(2)).isEqualTo(20);
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
        assertThat(table.startPacket(1)).isZero();
        assertThat(table.startPacket(3)).isZero();
        assertThat(table.startPacket(4)).isEqualTo(2);
        assertThat(table.startPacket(5)).isEqualTo(2);
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
    void takesTheFramesThatWereDecodedByTheirPackets() {
        List<PacketEntry> packets = packets(key(0), broken(10), at(20));
        FrameTable table =
                FrameTable.ofDecoded(packets, List.of(new DecodedFrame(0, true, 0), new DecodedFrame(2, false, 20)));
        assertThat(table.counted()).isFalse();
        assertThat(table.frames()).isEqualTo(2);
        assertThat(table.frameOfPacket(1)).isNegative();
        assertThat(table.frameOfPacket(2)).isEqualTo(1);
        assertThat(table.timeAfterFirst(1)).isEqualTo(20);
    }

    /** As MPEG-4 in AVI is: decoded I P B P B, shown I B P B P, without times. */
    @Test
    void takesTheOrderOfTheDecoderWhateverTimestampsSay() {
        List<PacketEntry> packets = packets(key(0), at(1), key(2), at(AV_NOPTS_VALUE), at(4));
        FrameTable table = FrameTable.ofDecoded(packets, decoded(true, 0, 3, 2, 4, 1));
        assertThat(table.counted()).isFalse();
        assertThat(table.frameOfPacket(3)).isEqualTo(1);
        assertThat(table.frameOfPacket(1)).isEqualTo(4);
        assertThat(table.keyFrames()).containsExactly(0, 2);
        assertThat(table.startPacket(1))
                .as("shown in front of the second key frame")
                .isZero();
        assertThat(table.startPacket(3)).isEqualTo(2);
        assertThat(table.startPacket(4))
                .as("decoded in front of the second key frame")
                .isZero();
    }

    /** A wrong mark in a container costs time; a frame with parts of others would be wrong. */
    @Test
    void startsOnlyWhereContainerAndDecoderSeeAKeyFrame() {
        FrameTable table = FrameTable.ofDecoded(packets(key(0), key(1), at(2)), decoded(false, 0, 1, 2));
        assertThat(table.startPacket(2)).isZero();
        assertThat(table.keyFrames()).isEmpty();
    }

    @Test
    void countsWherePacketsAndFramesAreNotOneToOne() {
        assertCounted(FrameTable.ofDecoded(packets(key(0), at(10)), decoded(true, 0, 0)));
        assertCounted(FrameTable.ofDecoded(packets(key(0), at(10)), decoded(true, 0, -1)));
        assertCounted(FrameTable.ofDecoded(packets(key(0), at(10)), decoded(true, 0, 2)));
    }

    private static void assertCounted(FrameTable table) {
        assertThat(table.counted()).isTrue();
        assertThat(table.frames()).isEqualTo(2);
        assertThat(table.startPacket(1)).isZero();
        assertThat(table.frameOfPacket(0)).isNegative();
    }

    private static List<DecodedFrame> decoded(boolean key, int... packets) {
        return IntStream.range(0, packets.length)
                .mapToObj(frame -> new DecodedFrame(packets[frame], key, frame))
                .toList();
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
