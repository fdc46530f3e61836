package org.i3d4j.video.reading;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Damage;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoInfo;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.container.ContainerInput;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.container.LocalFile;
import org.i3d4j.video.container.MemoryFile;
import org.i3d4j.video.container.StreamHeader;
import org.i3d4j.video.decoding.FrameClock;
import org.i3d4j.video.decoding.FrameDigest;
import org.i3d4j.video.decoding.FrameFinder;
import org.i3d4j.video.decoding.PacketDecoder;
import org.i3d4j.video.decoding.PacketScan;
import org.i3d4j.video.decoding.PacketSource;
import org.i3d4j.video.flow.FlowNote;
import org.i3d4j.video.index.FrameTable;
import org.i3d4j.video.scaling.FrameScaler;
import org.jspecify.annotations.Nullable;

/**
 * Reads any frames of a video file, exactly: a frame's index is its place among the frames that the decoder gives,
 * in presentation order after edit lists, whatever the file says about its rate, duration or frame count. Decodes through
 * FFmpeg, straight into off-heap memory, each frame once and from the key frame needed; reading on from the last frame
 * costs no second decoding.
 *
 * <p>Opening reads the whole file once. What a playlist or another file or address would bring in is refused. A reader
 * is for one thread; many readers work in parallel. The owner closes it.
 */
public final class VideoReader implements AutoCloseable {
    private final String name;
    private final long brokenPackets;
    private final boolean damaged;
    private final StreamHeader header;
    private final FrameTable table;
    private final FrameFinder finder;
    private final FrameScaler scaler;
    private final CloseStack opened;
    private @Nullable VideoInfo info;
    private boolean closed;

    private VideoReader(
            String name,
            long brokenPackets,
            boolean damaged,
            StreamHeader header,
            FrameTable table,
            FrameFinder finder,
            FrameScaler scaler,
            CloseStack opened) {
        this.name = name;
        this.brokenPackets = brokenPackets;
        this.damaged = damaged;
        this.header = header;
        this.table = table;
        this.finder = finder;
        this.scaler = scaler;
        this.opened = opened;
    }

    /** Opens a video with the default limits. */
    public static VideoReader open(Path file) {
        return open(file, VideoLimits.DEFAULT);
    }

    /**
     * Opens a video and finds all its frames. Only a file that is damaged, or whose timestamps are missing or in another order
     * than its codec's, is decoded for that.
     *
     * @throws VideoException if the file is missing, not a regular file, not a video, has no frame that can be decoded
     *                        or has frames over the limit
     */
    public static VideoReader open(Path file, VideoLimits limits) {
        return open(new LocalFile(file), limits);
    }

    /**
     * Opens a whole video file in memory, as {@link #open(Path, VideoLimits)} does one on disk.
     *
     * @param name what errors call it
     * @param video from its position to its limit; not to be changed while it is read
     * @throws VideoException if it is no video, has no frame that can be decoded or has frames over the limit
     */
    public static VideoReader open(String name, ByteBuffer video, VideoLimits limits) {
        return open(new MemoryFile(name, video), limits);
    }

    private static VideoReader open(ContainerInput input, VideoLimits limits) {
        CloseStack opened = new CloseStack();
        try {
            return open(input, limits, opened);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static VideoReader open(ContainerInput input, VideoLimits limits, CloseStack opened) {
        PacketScan scan = scan(Demuxer.open(input, limits), limits, opened);
        if (scan.frames().isEmpty() && !scan.demuxer().probed()) {
            // The decoder is to say which frames there are: it has to know how far they are out of order.
            opened.close();
            scan = scan(Demuxer.openProbed(input, limits), limits, opened);
        }
        return open(input.name(), limits, scan, opened);
    }

    private static PacketScan scan(Demuxer demuxer, VideoLimits limits, CloseStack opened) {
        opened.push(demuxer::close);
        PacketScan scan = PacketScan.of(demuxer, limits);
        opened.push(scan::close);
        return scan;
    }

    private static VideoReader open(String name, VideoLimits limits, PacketScan scan, CloseStack opened) {
        PacketSource packets = scan.source();
        opened.push(packets::close);
        PacketDecoder decoder = PacketDecoder.open(scan.demuxer(), packets, limits);
        opened.push(decoder::close);
        StreamHeader header = StreamHeader.of(scan.demuxer());
        FrameTable table = scan.frames().orElseGet(() -> decodedFrames(scan, decoder, new FrameClock(header)));
        if (table.frames() == 0) {
            throw new VideoException(name + ": no frame can be decoded: " + decoder.lastError());
        }
        FrameScaler scaler = new FrameScaler(name, header.orientation());
        opened.push(scaler::close);
        FrameFinder finder = new FrameFinder(name, decoder, table);
        boolean damaged = scan.damaged() || decoder.failed();
        return new VideoReader(name, scan.broken(), damaged, header, table, finder, scaler, opened);
    }

    private static FrameTable decodedFrames(PacketScan scan, PacketDecoder decoder, FrameClock clock) {
        return FrameTable.ofDecoded(scan.index(), FrameFinder.decodeAll(decoder, clock, scan.timestampsHold()));
    }

    /**
     * What the file holds. The first call decodes a frame if only that tells the pixel format.
     *
     * @throws VideoException if that frame can't be decoded
     */
    public VideoInfo info() {
        if (info == null) {
            StreamHeader known = header.rangeKnown()
                    ? header
                    : header.withPixelFormat(finder.find(0, wanted(0)).format());
            info = known.info(name, table, damaged);
        }
        return info;
    }

    /** Pixels as displayed, after rotation. */
    public int width() {
        return header.displayWidth();
    }

    /** Pixels as displayed, after rotation. */
    public int height() {
        return header.displayHeight();
    }

    /** How its frames, two planes one above the other, were made of a video, if they are optical flow. */
    public Optional<FlowNote> flow() {
        return header.flow();
    }

    /** How many frames can be read. */
    public int frameCount() {
        return table.frames();
    }

    /**
     * When a frame is shown, in seconds from the first frame; variable frame rates are honoured.
     *
     * @param frame index in [0, {@link #frameCount()})
     */
    public double frameSeconds(int frame) {
        return header.frameSeconds(table, frame);
    }

    /** As {@link #read(int[], Clip, Interpolation)}, resized bilinearly where the clip has another size. */
    public void read(int[] frames, Clip into) {
        read(frames, into, Interpolation.BILINEAR);
    }

    /**
     * Reads frames as displayed, in RGB, resized to the clip's height and width without regard to the aspect ratio.
     *
     * @param frames indices in presentation order; in any order, repeats allowed
     * @param into   takes frame {@code frames[i]} as its frame {@code i}; its contents are undefined after an exception
     * @throws ShapeException if the clip has another number of frames, or not 3 channels
     * @throws VideoException if a frame does not exist or can't be decoded
     */
    public void read(int[] frames, Clip into, Interpolation interpolation) {
        readRows(frames, FrameRows.whole(into, interpolation), into);
    }

    /**
     * Reads the same rows of frames, resized, into a clip of just these rows: as
     * {@link #read(int[], Clip, Interpolation)} whole ones.
     *
     * @param frames indices in presentation order; in any order, repeats allowed
     * @param into   takes the rows of frame {@code frames[i]} as its frame {@code i}, undefined after an exception
     * @throws ShapeException if the clip has another number of frames or another width, or the rows go over an edge
     * @throws VideoException if a frame does not exist or can't be decoded
     */
    public void readRows(int[] frames, FrameRows rows, Clip into) {
        if (frames.length != into.frames() || into.channels() != Modality.RGB.channels()) {
            throw new ShapeException(name + ": " + Counted.of(frames.length, "RGB frame") + " asked for into a clip of "
                    + Counted.of(into.frames(), "frame") + " with " + Counted.of(into.channels(), "channel"));
        }
        BitSet wanted = wanted(frames);
        long[] places = inPresentationOrder(frames);
        for (int i = 0; i < places.length; i++) {
            int frame = (int) (places[i] >>> Integer.SIZE);
            int place = (int) places[i];
            boolean repeated = i > 0 && (int) (places[i - 1] >>> Integer.SIZE) == frame;
            if (repeated) {
                Pointer.memcpy(into.framePointer(place), into.framePointer((int) places[i - 1]), into.frameBytes());
            } else {
                scaler.scale(finder.find(frame, wanted), rows, into, place);
            }
        }
    }

    /** Frame index in the upper half, place in the clip in the lower half, ascending. */
    private static long[] inPresentationOrder(int[] frames) {
        long[] places = new long[frames.length];
        for (int i = 0; i < frames.length; i++) {
            places[i] = ((long) frames[i] << Integer.SIZE) | i;
        }
        Arrays.sort(places);
        return places;
    }

    /**
     * Decodes one frame to say what it is: its checksum as decoded, its mean colour as displayed.
     *
     * @throws VideoException if the frame does not exist or can't be decoded
     */
    public FrameDigest digest(int frame) {
        AVFrame decoded = finder.find(frame, wanted(frame));
        try (Clip displayed = Clip.allocate(1, height(), width())) {
            scaler.scale(decoded, displayed, 0, Interpolation.BILINEAR);
            return FrameDigest.of(frame, decoded, displayed.frame(0));
        }
    }

    private BitSet wanted(int... frames) {
        if (closed) {
            throw new IllegalStateException(name + ": the reader is closed");
        }
        BitSet wanted = new BitSet();
        for (int frame : frames) {
            if (frame < 0 || frame >= frameCount()) {
                throw new VideoException(name + ": frame " + frame + " asked for; there are " + frameCount() + ", 0 to "
                        + (frameCount() - 1) + missing());
            }
            wanted.set(frame);
        }
        return wanted;
    }

    private String missing() {
        return damaged ? "; the file is damaged, its header promises " + header.promisedFrames() : "";
    }

    /**
     * What is known to be lost of the video, for people; empty where nothing is. Faults within frames are known of those that
     * were read.
     */
    public Optional<String> damage() {
        return new Damage(damaged, brokenPackets, frameCount(), finder.faultyFrames(), header.promisedFrames()).note();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        opened.close();
    }
}
