package org.i3d4j.video.reading;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Damage;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.LiveSource;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.container.ContainerInput;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.container.LocalFile;
import org.i3d4j.video.container.MemoryFile;
import org.i3d4j.video.container.StreamHeader;
import org.i3d4j.video.decoding.FrameClock;
import org.i3d4j.video.decoding.FrameDigest;
import org.i3d4j.video.decoding.PacketDecoder;
import org.i3d4j.video.decoding.SequentialPackets;
import org.i3d4j.video.flow.FlowNote;
import org.i3d4j.video.live.InputWatch;
import org.i3d4j.video.live.LiveInput;
import org.i3d4j.video.scaling.FrameScaler;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a local file or a live source from its first frame to its last. The frames of a file are those of
 * {@link VideoReader}, in its order and with its times, but nothing is indexed and no packet kept: memory does not grow
 * with the length.
 */
public final class VideoStream implements FrameStream {
    private final Demuxer demuxer;
    private final StreamHeader header;
    private final SequentialPackets packets;
    private final PacketDecoder decoder;
    private final FrameClock clock;
    private final FrameScaler scaler;
    private final InputWatch live;
    private final CloseStack opened;
    private @Nullable AVFrame frame;
    private int index = -1;
    private long faulty;
    private double seconds;

    private VideoStream(Demuxer demuxer, InputWatch live, VideoLimits limits, CloseStack opened) {
        this.demuxer = demuxer;
        this.live = live;
        this.opened = opened;
        header = StreamHeader.of(demuxer);
        clock = new FrameClock(header);
        packets = new SequentialPackets(demuxer, live::beforeRead);
        opened.push(packets::close);
        decoder = PacketDecoder.open(demuxer, packets, limits);
        opened.push(decoder::close);
        scaler = new FrameScaler(demuxer.name(), header.orientation());
        opened.push(scaler::close);
    }

    /**
     * Opens a local file.
     *
     * @throws VideoException if it is not a readable regular file with a video within {@code limits}
     */
    public static VideoStream open(Path file, VideoLimits limits) {
        return open(new LocalFile(file), limits);
    }

    /**
     * Opens a whole video file in memory.
     *
     * @param name what errors call it
     * @param video from its position to its limit; not to be changed while it is read
     * @throws VideoException if it is no video within {@code limits}
     */
    public static VideoStream open(String name, ByteBuffer video, VideoLimits limits) {
        return open(new MemoryFile(name, video), limits);
    }

    private static VideoStream open(ContainerInput input, VideoLimits limits) {
        CloseStack opened = new CloseStack();
        try {
            return open(Demuxer.openProbed(input, limits), InputWatch.NONE, limits, opened);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Opens a live source; returns when it has shown what it sends.
     *
     * @throws VideoException if it can't be opened, holds no video or gives nothing for longer than it may
     */
    public static VideoStream open(LiveSource source, VideoLimits limits) {
        CloseStack opened = new CloseStack();
        LiveInput live = LiveInput.of(source);
        opened.push(live::close);
        try {
            return open(Demuxer.openProbed(live, limits, live.advice()), live, limits, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw live.failure().<RuntimeException>map(failure -> failure).orElse(e);
        } catch (Error e) {
            opened.close();
            throw e;
        }
    }

    private static VideoStream open(Demuxer demuxer, InputWatch live, VideoLimits limits, CloseStack opened) {
        opened.push(demuxer::close);
        return new VideoStream(demuxer, live, limits, opened);
    }

    @Override
    public String name() {
        return demuxer.name();
    }

    @Override
    public int width() {
        return header.displayWidth();
    }

    @Override
    public int height() {
        return header.displayHeight();
    }

    @Override
    public double frameRate() {
        return header.frameRate();
    }

    @Override
    public long expectedFrames() {
        return header.promisedFrames() > 0
                ? header.promisedFrames()
                : Math.round(demuxer.durationSeconds() * header.frameRate());
    }

    @Override
    public boolean next() {
        frame = decoder.next();
        if (frame == null) {
            checkEnd();
            return false;
        }
        index++;
        faulty += PacketDecoder.faulty(frame) ? 1 : 0;
        seconds = clock.next(frame, packets.timestampsHold()) * header.tickSeconds();
        return true;
    }

    private void checkEnd() {
        live.failure().ifPresent(failure -> {
            throw failure;
        });
        if (index < 0) {
            throw new VideoException(name() + ": no frame can be decoded: " + decoder.lastError());
        }
    }

    /** As {@link VideoReader#flow}. */
    public Optional<FlowNote> flow() {
        return header.flow();
    }

    private double frameSeconds() {
        return header.frameRate() > 0 ? 1 / header.frameRate() : 0;
    }

    @Override
    public double seconds() {
        return seconds;
    }

    @Override
    public double durationSeconds() {
        long ticks = present().duration();
        return ticks > 0 ? ticks * header.tickSeconds() : frameSeconds();
    }

    @Override
    public void readRows(FrameRows rows, Clip into, int place) {
        scaler.scale(present(), rows, into, place);
    }

    /** What the present frame is: see {@link VideoReader#digest}. */
    public FrameDigest digest() {
        try (Clip displayed = Clip.allocate(1, height(), width())) {
            readRows(FrameRows.whole(displayed, Interpolation.BILINEAR), displayed, 0);
            return FrameDigest.of(index, present(), displayed.frame(0));
        }
    }

    private AVFrame present() {
        if (frame == null) {
            throw new IllegalStateException(name() + ": there is no present frame");
        }
        return frame;
    }

    @Override
    public Optional<String> damage() {
        boolean known = demuxer.readFailed() || decoder.failed();
        long promised = frame == null ? header.promisedFrames() : 0;
        return new Damage(known, packets.broken(), index + 1, faulty, promised).note();
    }

    @Override
    public void abort() {
        live.abort();
    }

    @Override
    public void close() {
        frame = null;
        opened.close();
    }
}
