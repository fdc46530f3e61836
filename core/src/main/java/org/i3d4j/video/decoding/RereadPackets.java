package org.i3d4j.video.decoding;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.index.PacketEntry;
import org.jspecify.annotations.Nullable;

/**
 * Packets read from the file whenever they are needed. Where a seek ended is found out by comparing with the index, never
 * trusted; if the container can't seek, the file is read from its start.
 */
final class RereadPackets implements PacketSource {
    private final List<PacketEntry> index;
    private final AVPacket packet = av_packet_alloc();
    private final Demuxer demuxer;
    /** Decode-order number of the packet that the demuxer gives next, or that waits in {@link #packet}. */
    private int next;
    /** Whether {@link #packet} holds packet {@link #next}, read but not yet given out. */
    private boolean waiting;

    /** Reads through a demuxer that stands at its end. */
    RereadPackets(Demuxer demuxer, List<PacketEntry> index) {
        this.demuxer = demuxer;
        this.index = index;
        this.next = index.size();
    }

    @Override
    public int next() {
        return next;
    }

    @Override
    public void moveTo(int target) {
        if (target == next) {
            return;
        }
        if (!seek(target)) {
            reopen();
        }
        if (!skipTo(target)) {
            reopen();
            if (!skipTo(target)) {
                throw changed(target);
            }
        }
    }

    /** Tries to land at {@code target} or before it. */
    private boolean seek(int target) {
        waiting = false;
        if (!index.get(target).hasPts() || !demuxer.seek(index.get(target).seekTimestamp()) || !readAhead()) {
            return false;
        }
        for (int landed = target; landed >= 0; landed--) {
            if (index.get(landed).matches(packet)) {
                next = landed;
                return true;
            }
        }
        return false;
    }

    private void reopen() {
        waiting = false;
        demuxer.reopen();
        next = 0;
    }

    private boolean skipTo(int target) {
        while (next < target) {
            if (!readAhead() || !index.get(next).matches(packet)) {
                return false;
            }
            waiting = false;
            next++;
        }
        return true;
    }

    private boolean readAhead() {
        if (!waiting) {
            av_packet_unref(packet);
            waiting = demuxer.read(packet);
        }
        return waiting;
    }

    @Override
    public @Nullable AVPacket read() {
        if (next == index.size()) {
            return null;
        }
        if (!readAhead() || !index.get(next).matches(packet)) {
            throw changed(next);
        }
        waiting = false;
        next++;
        return packet;
    }

    private VideoException changed(int target) {
        return new VideoException(demuxer.name() + ": packet " + target + " of " + index.size()
                + " is not where it was; has the file changed since it was opened?");
    }

    @Override
    public void close() {
        av_packet_free(packet);
    }
}
