package org.i3d4j.video.index;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Whether the timestamps of a stream's packets put its pictures in the order in which the codec shows them. They don't where
 * a file was copied from a container without them, as AVI is: then they count packets in the order of decoding. Memory does
 * not grow with the number of packets. The owner closes it.
 */
public final class TimestampCheck implements AutoCloseable {
    /** No codec decodes more than 16 pictures ahead of one that is shown before them. */
    private static final int COMPARED_PACKETS = 32;

    private final PictureOrder order;
    /** The places in the codec's order of the packets last shown, by timestamp. */
    private final TreeMap<Long, Long> places = new TreeMap<>();
    /** The latest timestamp of those that are not in {@link #places} any more. */
    private long latestBefore = Long.MIN_VALUE;

    private boolean holds = true;

    /** Compares packets of a stream, from its first on. */
    public TimestampCheck(AVCodecParameters parameters) {
        this.order = PictureOrder.of(parameters);
    }

    /**
     * Compares the next packet in decode order with those before it.
     *
     * @param whole false if no picture to show will come of it: it is passed over
     */
    public void add(AVPacket packet, boolean whole) {
        if (!holds || !whole) {
            return;
        }
        OptionalLong place = order.next(packet);
        holds = place.isPresent() && packet.pts() != AV_NOPTS_VALUE && fits(packet.pts(), place.getAsLong());
        if (holds) {
            places.put(packet.pts(), place.getAsLong());
        }
        if (places.size() > COMPARED_PACKETS) {
            latestBefore = places.pollFirstEntry().getKey();
        }
    }

    private boolean fits(long pts, long place) {
        Map.Entry<Long, Long> before = places.floorEntry(pts);
        Map.Entry<Long, Long> after = places.higherEntry(pts);
        return pts > latestBefore
                && (before == null || (before.getKey() < pts && before.getValue() < place))
                && (after == null || place < after.getValue());
    }

    /** Whether all packets so far are in order; once false it stays so. */
    public boolean holds() {
        return holds;
    }

    @Override
    public void close() {
        order.close();
    }
}
