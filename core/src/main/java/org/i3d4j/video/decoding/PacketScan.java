package org.i3d4j.video.decoding;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.index.FrameTable;
import org.i3d4j.video.index.PacketEntry;
import org.i3d4j.video.index.PacketInspector;
import org.i3d4j.video.index.TimestampCheck;

/**
 * One pass over all packets of a video: the index of them, and the packets themselves if they are not too many. The owner
 * closes it.
 */
public final class PacketScan implements AutoCloseable {
    private final Demuxer demuxer;
    private final List<PacketEntry> index = new ArrayList<>();
    private final List<AVPacket> kept = new ArrayList<>();
    private final VideoLimits limits;
    private long bytes;
    private long broken;
    private boolean cutOff;
    private boolean timestampsHold;

    private PacketScan(Demuxer demuxer, VideoLimits limits) {
        this.demuxer = demuxer;
        this.limits = limits;
    }

    /** Reads a demuxer that was just opened to its end. */
    public static PacketScan of(Demuxer demuxer, VideoLimits limits) {
        PacketScan scan = new PacketScan(demuxer, limits);
        PacketInspector inspector = new PacketInspector(demuxer.stream().codecpar());
        AVPacket packet = av_packet_alloc();
        try (TimestampCheck timestamps = new TimestampCheck(demuxer.stream().codecpar())) {
            while (demuxer.read(packet)) {
                boolean intact = inspector.intact(packet);
                boolean visible = inspector.visible(packet);
                scan.broken += intact ? 0 : 1;
                scan.index.add(PacketEntry.of(packet, visible, intact));
                timestamps.add(packet, visible && intact);
                scan.keep(packet);
                av_packet_unref(packet);
            }
            scan.timestampsHold = timestamps.holds();
        }
        av_packet_free(packet);
        scan.cutOff = demuxer.readFailed();
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
    public List<PacketEntry> index() {
        return index;
    }

    /** Whether timestamps are in the codec's order. */
    public boolean timestampsHold() {
        return timestampsHold;
    }

    /** The frames that the packets will give; empty where only the decoder can tell. */
    public Optional<FrameTable> frames() {
        return timestampsHold ? FrameTable.ofPackets(index) : Optional.empty();
    }

    /** How many packets are cut off or broken. */
    public long broken() {
        return broken;
    }

    /** Whether packets are broken, or reading ended in front of the end of the file's data. */
    public boolean damaged() {
        return broken > 0 || cutOff;
    }

    /** What was read, and stays the caller's. */
    public Demuxer demuxer() {
        return demuxer;
    }

    /** The packets, to be read from any of them on, for which the demuxer must stay open. */
    public PacketSource source() {
        return bytes > limits.maxPacketBytes() ? new RereadPackets(demuxer, index) : new StoredPackets(kept);
    }

    @Override
    public void close() {
        StoredPackets.free(kept);
    }
}
