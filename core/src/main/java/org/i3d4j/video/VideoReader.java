package org.i3d4j.video;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;

/**
 * Reads any frames of a local video file, exactly: a frame's index is its place among the frames that the decoder gives,
 * in presentation order after edit lists, whatever the file says about its rate, duration or frame count. Decodes through
 * FFmpeg, straight into off-heap memory, each frame once and from the key frame needed; reading on from the last frame
 * costs no second decoding.
 *
 * <p>Opening reads the whole file once. What a playlist or another file or address would bring in is refused. A reader
 * is for one thread; many readers work in parallel. The owner closes it.
 */
public final class VideoReader implements AutoCloseable {
    private final VideoInfo info;
    private final StreamHeader header;
    private final FrameTable table;
    private final FrameFinder finder;
    private final FrameScaler scaler;
    private final CloseStack opened;
    private boolean closed;

    private VideoReader(
            VideoInfo info,
            StreamHeader header,
            FrameTable table,
            FrameFinder finder,
            FrameScaler scaler,
            CloseStack opened) {
        this.info = info;
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
     * Opens a video and finds all its frames. Only a damaged file, or one without timestamps, is decoded for that.
     *
     * @throws VideoException if the file is missing, not a regular file, not a video, has no frame that can be decoded
     *                        or has frames over the limit
     */
    public static VideoReader open(Path file, VideoLimits limits) {
        CloseStack opened = new CloseStack();
        try {
            return open(file, limits, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static VideoReader open(Path file, VideoLimits limits, CloseStack opened) {
        Demuxer demuxer = Demuxer.open(file, limits);
        opened.push(demuxer::close);
        StreamHeader header = StreamHeader.of(demuxer);
        PacketScan scan = PacketScan.of(demuxer, limits);
        PacketSource packets = scan.source(demuxer);
        opened.push(packets::close);
        PacketDecoder decoder = PacketDecoder.open(demuxer, packets, limits);
        opened.push(decoder::close);
        FrameTable table = FrameTable.ofPackets(scan.index())
                .orElseGet(() -> FrameTable.ofDecoded(scan.index(), FrameFinder.decodeAll(decoder)));
        if (table.frames() == 0) {
            throw new VideoException(file + ": no frame can be decoded: " + decoder.lastError());
        }
        FrameScaler scaler = new FrameScaler(demuxer.name(), header.orientation());
        opened.push(scaler::close);
        VideoInfo info = header.info(file, table, scan.damaged());
        return new VideoReader(info, header, table, new FrameFinder(file, decoder, table), scaler, opened);
    }

    public VideoInfo info() {
        return info;
    }

    /** How many frames can be read. */
    public int frameCount() {
        return info.frameCount();
    }

    /**
     * When a frame is shown, in seconds from the first frame; variable frame rates are honoured.
     *
     * @param frame index in [0, {@link #frameCount()})
     */
    public double frameSeconds(int frame) {
        return header.frameSeconds(table, frame);
    }

    /** Reads frames, resized bilinearly where the clip has another size: see the other method. */
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
        if (frames.length != into.frames() || into.channels() != 3) {
            throw new ShapeException(info.file() + ": " + frames.length + " RGB frames asked for into a clip of "
                    + into.frames() + " frames with " + into.channels() + " channels");
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
                AVFrame decoded = finder.find(frame, wanted);
                scaler.scale(decoded, into.framePointer(place), into.width(), into.height(), interpolation);
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
        try (Clip displayed = Clip.allocate(1, info.height(), info.width())) {
            scaler.scale(decoded, displayed.framePointer(0), info.width(), info.height(), Interpolation.BILINEAR);
            return FrameDigest.of(frame, decoded, displayed.frame(0));
        }
    }

    private BitSet wanted(int... frames) {
        if (closed) {
            throw new IllegalStateException(info.file() + ": the reader is closed");
        }
        BitSet wanted = new BitSet();
        for (int frame : frames) {
            if (frame < 0 || frame >= frameCount()) {
                throw new VideoException(info.file() + ": frame " + frame + " asked for; there are " + frameCount()
                        + ", 0 to " + (frameCount() - 1) + missing());
            }
            wanted.set(frame);
        }
        return wanted;
    }

    private String missing() {
        return info.damaged() ? "; the file is damaged, its header promises " + header.promisedFrames() : "";
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
