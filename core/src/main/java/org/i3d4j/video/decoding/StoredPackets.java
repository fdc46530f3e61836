package org.i3d4j.video.decoding;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.jspecify.annotations.Nullable;

/** Packets kept in memory. */
final class StoredPackets implements PacketSource {
    private final List<AVPacket> packets;
    private int next;

    /** Takes over the packets. */
    StoredPackets(List<AVPacket> packets) {
        this.packets = packets;
    }

    @Override
    public int next() {
        return next;
    }

    @Override
    public void moveTo(int packet) {
        next = packet;
    }

    @Override
    public @Nullable AVPacket read() {
        return next < packets.size() ? packets.get(next++) : null;
    }

    @Override
    public void close() {
        free(packets);
    }

    static void free(List<AVPacket> packets) {
        packets.forEach(packet -> av_packet_free(packet));
        packets.clear();
    }
}
