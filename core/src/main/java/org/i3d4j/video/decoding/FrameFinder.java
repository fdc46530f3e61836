package org.i3d4j.video.decoding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.index.FrameTable;
import org.i3d4j.video.index.FrameTable.DecodedFrame;
import org.jspecify.annotations.Nullable;

/** Decodes frames by their index, from the key frame needed or from where the last one was found. */
public final class FrameFinder {
    private final String name;
    private final PacketDecoder decoder;
    private final FrameTable table;
    /** Whether the decoder can go on from {@link #lastFrame}. */
    private boolean positioned;

    private int lastFrame;
    private boolean thorough;
    private final BitSet faulty = new BitSet();

    public FrameFinder(String name, PacketDecoder decoder, FrameTable table) {
        this.name = name;
        this.decoder = decoder;
        this.table = table;
    }

    /** Decodes everything once, to see which frames there are and when. */
    public static List<DecodedFrame> decodeAll(PacketDecoder decoder, FrameClock clock, boolean timestampsHold) {
        List<DecodedFrame> decoded = new ArrayList<>();
        decoder.restart(0);
        for (AVFrame frame = decoder.next(); frame != null; frame = decoder.next()) {
            boolean key = (frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
            decoded.add(new DecodedFrame(PacketDecoder.packetOf(frame), key, clock.next(frame, timestampsHold)));
        }
        return decoded;
    }

    /**
     * Decodes one frame, good until the next call.
     *
     * @param wanted this and the frames that will be asked for after it, ascending; others may be skipped
     * @throws VideoException if no such frame comes out of the decoder
     */
    public AVFrame find(int frame, BitSet wanted) {
        AVFrame found = null;
        if (positioned && frame > lastFrame && table.startPacket(frame) <= decoder.nextPacket()) {
            found = advance(frame, wanted);
        }
        if (found == null) {
            restart(table.startPacket(frame), false);
            found = advance(frame, wanted);
        }
        if (found == null) {
            // Not every packet marked as a key is one: some decoders need more before they show anything.
            restart(0, true);
            found = advance(frame, wanted);
        }
        if (found == null) {
            throw new VideoException(
                    name + ": frame " + frame + " of " + table.frames() + " can't be decoded: " + decoder.lastError());
        }
        positioned = true;
        faulty.set(frame, PacketDecoder.faulty(found));
        return found;
    }

    /** Frames found so far of which parts could not be decoded. */
    public int faultyFrames() {
        return faulty.cardinality();
    }

    private void restart(int packet, boolean decodeEverything) {
        positioned = false;
        decoder.restart(packet);
        lastFrame = -1;
        thorough = decodeEverything || table.counted();
    }

    private @Nullable AVFrame advance(int frame, BitSet wanted) {
        positioned = false;
        IntPredicate skippable = packet -> !thorough && skippable(packet, wanted);
        while (lastFrame < frame) {
            AVFrame decoded = decoder.next(skippable);
            if (decoded == null) {
                return null;
            }
            int index = table.counted() ? lastFrame + 1 : table.frameOfPacket(PacketDecoder.packetOf(decoded));
            if (index == frame) {
                lastFrame = frame;
                return decoded;
            }
            lastFrame = Math.max(lastFrame, index);
        }
        return null;
    }

    /** Frames behind the last one wanted are never skipped: the next call may go on with them. */
    private boolean skippable(int packet, BitSet wanted) {
        int frame = table.frameOfPacket(packet);
        return frame < wanted.length() && (frame < 0 || !wanted.get(frame));
    }
}
