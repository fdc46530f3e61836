package org.i3d4j.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The frames of a stream in presentation order and the packets that they come from. Frames are told apart by their
 * timestamps, or, where those are missing or doubled, only counted: then decoding always begins at the first packet.
 */
final class FrameTable {
    private final List<PacketEntry> packets;
    private final boolean counted;
    /** Presentation order to decode order; empty if frames are counted. */
    private final int[] packetOfFrame;
    /** Ascending; empty if frames are counted. */
    private final long[] timestamps;

    private final int frames;
    private final List<Integer> keyFrames;

    /** A frame that came out of the decoder. */
    record DecodedFrame(long pts, boolean key) {}

    private FrameTable(List<PacketEntry> packets, int[] packetOfFrame) {
        this.packets = packets;
        this.counted = false;
        this.packetOfFrame = packetOfFrame;
        this.frames = packetOfFrame.length;
        this.timestamps = Arrays.stream(packetOfFrame)
                .mapToLong(packet -> packets.get(packet).pts())
                .toArray();
        List<Integer> keys = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            if (packets.get(packetOfFrame[frame]).key()) {
                keys.add(frame);
            }
        }
        this.keyFrames = keys;
    }

    private FrameTable(List<PacketEntry> packets, List<DecodedFrame> decoded) {
        this.packets = packets;
        this.counted = true;
        this.packetOfFrame = new int[0];
        this.timestamps = new long[0];
        this.frames = decoded.size();
        List<Integer> keys = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            if (decoded.get(frame).key()) {
                keys.add(frame);
            }
        }
        this.keyFrames = keys;
    }

    /**
     * The table that the packets alone give, if they leave no doubt about what the decoder will make of them: each
     * intact, with a timestamp of its own, none shown before the first key frame.
     */
    static Optional<FrameTable> ofPackets(List<PacketEntry> packets) {
        if (packets.isEmpty() || !packets.get(0).key()) {
            return Optional.empty();
        }
        long first = packets.get(0).pts();
        for (PacketEntry packet : packets) {
            if (!packet.intact() || !packet.hasPts() || (packet.shown() && packet.pts() < first)) {
                return Optional.empty();
            }
        }
        return byTimestamp(packets);
    }

    /** The table of what the decoder made of all packets. */
    static FrameTable ofDecoded(List<PacketEntry> packets, List<DecodedFrame> decoded) {
        Optional<FrameTable> all = byTimestamp(packets);
        if (all.isEmpty()) {
            return new FrameTable(packets, decoded);
        }
        int[] packetOfFrame = new int[decoded.size()];
        for (int frame = 0; frame < packetOfFrame.length; frame++) {
            int shown = all.get().frameAt(decoded.get(frame).pts());
            boolean ascending = frame == 0
                    || decoded.get(frame).pts() > decoded.get(frame - 1).pts();
            if (shown < 0 || !ascending) {
                return new FrameTable(packets, decoded);
            }
            packetOfFrame[frame] = all.get().packetOfFrame[shown];
        }
        return new FrameTable(packets, packetOfFrame);
    }

    private static Optional<FrameTable> byTimestamp(List<PacketEntry> packets) {
        int[] shown = IntStream.range(0, packets.size())
                .filter(packet -> packets.get(packet).shown())
                .boxed()
                .sorted(Comparator.comparingLong(packet -> packets.get(packet).pts()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int frame = 0; frame < shown.length; frame++) {
            PacketEntry packet = packets.get(shown[frame]);
            boolean doubled =
                    frame > 0 && packet.pts() == packets.get(shown[frame - 1]).pts();
            if (doubled || !packet.hasPts()) {
                return Optional.empty();
            }
        }
        return Optional.of(new FrameTable(packets, shown));
    }

    int frames() {
        return frames;
    }

    /** Whether the decoder's frames must be counted from the first packet to know which is which. */
    boolean counted() {
        return counted;
    }

    List<Integer> keyFrames() {
        return keyFrames;
    }

    /** The frame with timestamp {@code pts}; below 0 if there is none. */
    int frameAt(long pts) {
        return Arrays.binarySearch(timestamps, pts);
    }

    /** The frame that packet {@code packet} gives; below 0 if it gives none to show. */
    int frameOfPacket(int packet) {
        return packets.get(packet).shown() ? frameAt(packets.get(packet).pts()) : -1;
    }

    /**
     * The packet to begin with to decode {@code frame}: the last key packet that is neither decoded nor shown after it.
     * Frames shown before a key frame but decoded after it may refer to frames in front of it.
     */
    int startPacket(int frame) {
        if (counted) {
            return 0;
        }
        int packet = packetOfFrame[frame];
        while (packet > 0 && !(packets.get(packet).key() && packets.get(packet).pts() <= timestamps[frame])) {
            packet--;
        }
        return packet;
    }

    /** When {@code frame} is shown after the first, in the stream's time base; empty where frames are counted. */
    OptionalLong timeAfterFirst(int frame) {
        return counted ? OptionalLong.empty() : OptionalLong.of(timestamps[frame] - timestamps[0]);
    }

    /** From the first frame until the last has been shown, in the stream's time base; 0 where it can't be known. */
    long duration() {
        if (counted) {
            return packets.stream().mapToLong(PacketEntry::duration).sum();
        }
        long last = packets.get(packetOfFrame[frames - 1]).duration();
        return last > 0 || frames == 1 ? timestamps[frames - 1] - timestamps[0] + last : 0;
    }
}
