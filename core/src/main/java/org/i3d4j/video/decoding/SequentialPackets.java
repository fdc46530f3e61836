package org.i3d4j.video.decoding;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.index.PacketInspector;
import org.i3d4j.video.index.TimestampCheck;
import org.jspecify.annotations.Nullable;

/** Packets as they come, each once, none remembered: for streams that are too long to index or can't be read again. */
public final class SequentialPackets implements PacketSource {
    private final Demuxer demuxer;
    private final PacketInspector inspector;
    private final TimestampCheck timestamps;
    private final Runnable beforeRead;
    private final AVPacket packet = av_packet_alloc();
    private int next;
    private long broken;

    /**
     * @param demuxer    just opened; stays the caller's
     * @param beforeRead runs ahead of every packet
     */
    public SequentialPackets(Demuxer demuxer, Runnable beforeRead) {
        this.demuxer = demuxer;
        this.inspector = new PacketInspector(demuxer.stream().codecpar());
        this.timestamps = new TimestampCheck(demuxer.stream().codecpar());
        this.beforeRead = beforeRead;
    }

    /** Wraps around in streams of years; nothing here depends on it. */
    @Override
    public int next() {
        return next;
    }

    @Override
    public void moveTo(int target) {
        throw new UnsupportedOperationException(demuxer.name() + ": is read in one direction only");
    }

    @Override
    public @Nullable AVPacket read() {
        av_packet_unref(packet);
        beforeRead.run();
        if (!demuxer.read(packet)) {
            return null;
        }
        next++;
        boolean intact = inspector.intact(packet);
        broken += intact ? 0 : 1;
        timestamps.add(packet, intact && inspector.visible(packet));
        return packet;
    }

    /** How many packets were cut off or broken so far. */
    public long broken() {
        return broken;
    }

    /** Whether the timestamps so far are in the codec's order; once false it stays so. */
    public boolean timestampsHold() {
        return timestamps.holds();
    }

    @Override
    public void close() {
        timestamps.close();
        av_packet_free(packet);
    }
}
