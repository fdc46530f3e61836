package org.i3d4j.video.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The frames of a stream in the order in which the decoder gives them, and the packets that they come from. A frame is told
 * by its packet; only where packets and frames are not one to one, frames are counted: then decoding always begins at the
 * first packet.
 */
public final class FrameTable {
    private static final int NEVER = Integer.MAX_VALUE;

    private final boolean counted;
    /** Presentation order to decode order; empty if frames are counted. */
    private final int[] packetOfFrame;
    /** Decode order to presentation order, -1 for a packet without a frame to show; empty if frames are counted. */
    private final int[] frameOfPacket;
    /** By packet, the first frame that decoding from it gives whole; {@link #NEVER} if it can't begin there. */
    private final int[] firstFrame;
    /** When each frame is shown after the first, in the stream's time base. */
    private final double[] times;

    private final double duration;
    private final List<Integer> keyFrames;

    /**
     * A frame that came out of the decoder.
     *
     * @param packet the packet it came from, in decode order; below 0 if that is unknown
     * @param time   when it is shown after the first, in the stream's time base
     */
    public record DecodedFrame(int packet, boolean key, double time) {}

    /** Frames that are told by their packets. */
    private FrameTable(int[] packetOfFrame, int[] firstFrame, double[] times, double duration) {
        this.counted = false;
        this.packetOfFrame = packetOfFrame;
        this.firstFrame = firstFrame;
        this.times = times;
        this.duration = duration;
        this.frameOfPacket = new int[firstFrame.length];
        Arrays.fill(frameOfPacket, -1);
        for (int frame = 0; frame < packetOfFrame.length; frame++) {
            frameOfPacket[packetOfFrame[frame]] = frame;
        }
        this.keyFrames = IntStream.range(0, packetOfFrame.length)
                .filter(frame -> firstFrame[packetOfFrame[frame]] == frame)
                .boxed()
                .toList();
    }

    /** Frames that can only be counted. */
    private FrameTable(List<DecodedFrame> decoded, double[] times, double duration) {
        this.counted = true;
        this.packetOfFrame = new int[0];
        this.frameOfPacket = new int[0];
        this.firstFrame = new int[0];
        this.times = times;
        this.duration = duration;
        this.keyFrames = IntStream.range(0, decoded.size())
                .filter(frame -> decoded.get(frame).key())
                .boxed()
                .toList();
    }

    /**
     * The table that the packets alone give, if they leave no doubt about what the decoder will make of them: each
     * intact, with a timestamp of its own, none shown before the first key frame.
     *
     * @param packets whose timestamps put them in the codec's order: see {@link TimestampCheck}
     */
    public static Optional<FrameTable> ofPackets(List<PacketEntry> packets) {
        if (packets.isEmpty() || !packets.get(0).key()) {
            return Optional.empty();
        }
        long first = packets.get(0).pts();
        for (PacketEntry packet : packets) {
            if (!packet.intact() || !packet.hasPts() || (packet.shown() && packet.pts() < first)) {
                return Optional.empty();
            }
        }
        int[] shown = IntStream.range(0, packets.size())
                .filter(packet -> packets.get(packet).shown())
                .boxed()
                .sorted(Comparator.comparingLong(packet -> packets.get(packet).pts()))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] pts = Arrays.stream(shown)
                .mapToLong(packet -> packets.get(packet).pts())
                .toArray();
        return Arrays.stream(pts).distinct().count() == pts.length
                ? Optional.of(ofTimestamps(packets, shown, pts))
                : Optional.empty();
    }

    private static FrameTable ofTimestamps(List<PacketEntry> packets, int[] shown, long[] pts) {
        double[] times = Arrays.stream(pts).mapToDouble(time -> time - pts[0]).toArray();
        int[] firstFrame = packets.stream()
                .mapToInt(packet -> packet.key() ? firstNotBefore(packet.pts(), pts) : NEVER)
                .toArray();
        int last = shown.length - 1;
        long lastDuration = last < 0 ? 0 : packets.get(shown[last]).duration();
        return new FrameTable(shown, firstFrame, times, lastDuration > 0 ? times[last] + lastDuration : 0);
    }

    /** Frames shown before a key frame but decoded after it may refer to frames in front of it. */
    private static int firstNotBefore(long keyPts, long[] pts) {
        int frame = Arrays.binarySearch(pts, keyPts);
        return frame < 0 ? -frame - 1 : frame;
    }

    /** The table of what the decoder made of all packets. */
    public static FrameTable ofDecoded(List<PacketEntry> packets, List<DecodedFrame> decoded) {
        double[] times = decoded.stream().mapToDouble(DecodedFrame::time).toArray();
        int last = times.length - 1;
        double duration = last > 0
                ? times[last] * times.length / last
                : packets.stream().mapToLong(PacketEntry::duration).sum();
        int[] packetOfFrame = decoded.stream().mapToInt(DecodedFrame::packet).toArray();
        boolean known = Arrays.stream(packetOfFrame).allMatch(packet -> packet >= 0 && packet < packets.size());
        if (!known || Arrays.stream(packetOfFrame).distinct().count() < packetOfFrame.length) {
            return new FrameTable(decoded, times, duration);
        }
        int[] firstFrame = new int[packets.size()];
        Arrays.fill(firstFrame, NEVER);
        for (int frame = 0; frame < packetOfFrame.length; frame++) {
            if (decoded.get(frame).key() && packets.get(packetOfFrame[frame]).key()) {
                firstFrame[packetOfFrame[frame]] = frame;
            }
        }
        return new FrameTable(packetOfFrame, firstFrame, times, duration);
    }

    /** How many there are. */
    public int frames() {
        return times.length;
    }

    /** Whether the decoder's frames must be counted from the first packet to know which is which. */
    public boolean counted() {
        return counted;
    }

    /** The frames that decode without others, ascending. */
    public List<Integer> keyFrames() {
        return keyFrames;
    }

    /** The frame that packet {@code packet} gives; below 0 if it gives none to show, or frames are counted. */
    public int frameOfPacket(int packet) {
        return packet >= 0 && packet < frameOfPacket.length ? frameOfPacket[packet] : -1;
    }

    /** The packet to begin with to decode {@code frame}: the last one in front of it from which it comes out whole. */
    public int startPacket(int frame) {
        if (counted) {
            return 0;
        }
        int packet = packetOfFrame[frame];
        while (packet > 0 && firstFrame[packet] > frame) {
            packet--;
        }
        return packet;
    }

    /** When {@code frame} is shown after the first, in the stream's time base. */
    public double timeAfterFirst(int frame) {
        return times[frame];
    }

    /** From the first frame until the last has been shown, in the stream's time base; 0 where it can't be known. */
    public double duration() {
        return duration;
    }
}
