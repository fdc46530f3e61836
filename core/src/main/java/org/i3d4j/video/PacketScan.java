package org.i3d4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** One pass over all packets of a video: the index of them, and the packets themselves if they are not too many. */
final class PacketScan {
    private final List<PacketEntry> index = new ArrayList<>();
    private final List<AVPacket> kept = new ArrayList<>();
    private final VideoLimits limits;
    private long bytes;
    private boolean damaged;

    private PacketScan(VideoLimits limits) {
        this.limits = limits;
    }

    /** Reads a demuxer that was just opened to its end. */
    static PacketScan of(Demuxer demuxer, VideoLimits limits) {
        PacketScan scan = new PacketScan(limits);
        PacketInspector inspector = new PacketInspector(demuxer.stream().codecpar());
        AVPacket packet = av_packet_alloc();
        while (demuxer.read(packet)) {
            boolean intact = inspector.intact(packet);
            scan.damaged |= !intact;
            scan.index.add(PacketEntry.of(packet, inspector.visible(packet), intact));
            scan.keep(packet);
            av_packet_unref(packet);
        }
        av_packet_free(packet);
        scan.damaged |= demuxer.readFailed();
        return scan;
    }

    private void keep(AVPacket packet) {
        bytes += packet.size();
        if (bytes <= limits.maxPacketBytes()) {
            AVPacket own = av_packet_alloc();
            av_packet_move_ref(own, packet);
            kept.add(own);
        } else {
            StoredPackets.free(kept);
        }
    }

    /** The packets in decode order. */
    List<PacketEntry> index() {
        return index;
    }

    /** Whether packets are cut off or broken. */
    boolean damaged() {
        return damaged;
    }

    /** The packets, to be read from any of them on; the demuxer must outlive them. */
    PacketSource source(Demuxer demuxer) {
        return bytes > limits.maxPacketBytes() ? new RereadPackets(demuxer, index) : new StoredPackets(kept);
    }
}
