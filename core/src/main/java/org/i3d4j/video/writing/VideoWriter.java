package org.i3d4j.video.writing;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_d2q;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.Leftovers;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.jspecify.annotations.Nullable;

/**
 * Writes a video: the same frames give the same bytes on the same platform, and the file appears under its name only when
 * the writer is closed after {@link #complete}, at least one frame and no failure: whatever ends the caller's work early leaves nothing,
 * and what was killed leaves a hidden part, which the next writer of the same file removes.
 * For one thread.
 */
public final class VideoWriter implements AutoCloseable {
    private static final int SMALLEST_SIDE = 16;
    /** The largest term of a frame rate's fraction: 30000/1001 and its kind stay exact. */
    private static final int LARGEST_RATE_TERM = 1_001_000;

    private final Path file;
    private final Path unfinished;
    private final PacketEncoder encoder;
    private final AVFormatContext container;
    private final AVStream stream;
    private final BytePointer frameHwc;
    private boolean opened;
    private boolean failed;
    private @Nullable Consumer<Path> lastLook;
    private boolean closed;
    private long frames;
    private long lastTime = -1;

    private VideoWriter(Path file, Path unfinished, PacketEncoder encoder, String format) {
        this.file = file;
        this.unfinished = unfinished;
        this.encoder = encoder;
        frameHwc = new BytePointer(encoder.frameBytes());
        container = new AVFormatContext(null);
        avformat_alloc_output_context2(container, (AVOutputFormat) null, format, (String) null);
        stream = avformat_new_stream(container, null);
    }

    /**
     * Starts an mp4 of constant frame rate from RGB frames: H.264 where the presets can encode it, else MPEG-4 part 2, at a fixed
     * quality high enough to keep texture (quantiser 20 of 51).
     *
     * @param width  even, at least 16 pixels
     * @param height even, at least 16 pixels
     * @throws ShapeException  if a side is odd or too small
     * @throws OutputException if the file can't be written
     */
    public static VideoWriter create(Path file, int width, int height, double framesPerSecond) {
        if (width < SMALLEST_SIDE || height < SMALLEST_SIDE || width % 2 != 0 || height % 2 != 0) {
            throw new ShapeException(file + ": a video of " + width + "x" + height
                    + " can't be written; both sides must be" + " even and at least " + SMALLEST_SIDE);
        }
        if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
            throw new OutputException(
                    file + ": " + framesPerSecond + " frames per second; expected above 0, at most 1000");
        }
        Path unfinished = unfinishedName(file);
        try (AVRational frameRate = av_d2q(framesPerSecond, LARGEST_RATE_TERM)) {
            return new VideoWriter(file, unfinished, FrameEncoder.ofRate(width, height, frameRate), "mp4")
                    .started(Map.of());
        }
    }

    /**
     * Starts an mp4 from RGB frames that have a time each, H.264 for quick reading: see {@link H264Coding}.
     *
     * @param width even
     * @param height even
     * @param encoder as {@link H264Coding#encoder}
     * @throws ShapeException  if the encoder takes no frames of such a size
     * @throws OutputException if the file can't be written
     */
    public static VideoWriter forReading(
            Path file, int width, int height, FrameTicks ticks, String encoder, H264Coding coding) {
        Path unfinished = unfinishedName(file);
        return new VideoWriter(file, unfinished, FrameEncoder.ofTimes(width, height, ticks, encoder, coding), "mp4")
                .started(Map.of());
    }

    /**
     * Starts a Matroska file from grey frames that keeps every one of their values: FFV1.
     *
     * @param framesPerSecond on average; each frame has a time of its own
     * @param tags of the container, by name
     * @throws OutputException if the file can't be written
     */
    public static VideoWriter lossless(
            Path file, int width, int height, double framesPerSecond, Map<String, String> tags) {
        Path unfinished = unfinishedName(file);
        return new VideoWriter(file, unfinished, new LosslessEncoder(width, height, framesPerSecond), "matroska")
                .started(tags);
    }

    private VideoWriter started(Map<String, String> tags) {
        try {
            start(tags);
            return this;
        } catch (RuntimeException e) {
            failed = true;
            close();
            throw e;
        }
    }

    /** A name in the same folder, so that the finished file can be renamed into place. */
    private static Path unfinishedName(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new OutputException(file + ": can't be written: it is a folder, or its folder does not exist");
        }
        return Leftovers.part(folder.resolve(file.getFileName()));
    }

    private void start(Map<String, String> tags) {
        container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        stream.time_base(encoder.codec().time_base());
        check(avcodec_parameters_from_context(stream.codecpar(), encoder.codec()));
        Leftovers.removeParts(file);
        AVIOContext output = new AVIOContext(null);
        try (BytePointer url = Ffmpeg.url(unfinished)) {
            check(avio_open(output, url, AVIO_FLAG_WRITE));
        }
        container.pb(output);
        opened = true;
        AVDictionary metadata = new AVDictionary(null);
        tags.forEach((name, value) -> av_dict_set(metadata, name, value, 0));
        container.metadata(metadata);
        check(avformat_write_header(container, (AVDictionary) null));
    }

    /** Adds every frame of an RGB clip, one after the other. */
    public void write(Clip clip) {
        for (int frame = 0; frame < clip.frames(); frame++) {
            write(clip.frame(frame));
        }
    }

    /**
     * Adds the next frame of a constant frame rate.
     *
     * @param frameHwc uint8 H,W,C, packed, all that remains in the buffer; its position is left as it is
     * @throws ShapeException  if the number of bytes is not that of a frame
     * @throws OutputException if the frame can't be encoded or written
     */
    public void write(ByteBuffer frameHwc) {
        write(frameHwc, frames);
    }

    /**
     * Adds a frame of a {@linkplain #lossless lossless} video.
     *
     * @param frameHw uint8 H,W, as in {@link #write(ByteBuffer)}
     * @param seconds when it is shown; a frame that is no millisecond after the one before is put there
     * @throws ShapeException  if the number of bytes is not that of a frame
     * @throws OutputException if the frame can't be encoded or written
     */
    public void writeAt(ByteBuffer frameHw, double seconds) {
        write(frameHw, Math.max(lastTime + 1, Math.round(seconds * LosslessEncoder.TICKS_PER_SECOND)));
    }

    /** As {@link #write(ByteBuffer)}, shown at a tick; a frame that is not behind the one before is put there. */
    public void writeAtTick(ByteBuffer frameHwc, long tick) {
        write(frameHwc, Math.max(lastTime + 1, tick));
    }

    private void write(ByteBuffer pixels, long time) {
        if (pixels.remaining() != frameHwc.capacity()) {
            throw new ShapeException(file + ": a frame of " + pixels.remaining() + " bytes; expected "
                    + frameHwc.capacity() + " (height x width x channels)");
        }
        frameHwc.asByteBuffer().put(pixels.duplicate());
        boolean done = false;
        try {
            encoder.encode(frameHwc, time, this::store);
            lastTime = time;
            frames++;
            done = true;
        } finally {
            failed |= !done;
        }
    }

    private void store(AVPacket packet) {
        packet.stream_index(0);
        av_packet_rescale_ts(packet, encoder.codec().time_base(), stream.time_base());
        check(av_interleaved_write_frame(container, packet));
    }

    private void check(int result) {
        if (result < 0) {
            throw new OutputException(file + ": can't be written: " + Ffmpeg.describe(result));
        }
    }

    /** Says that all frames are there. Without it {@link #close} leaves nothing, since they ended early. */
    public void complete() {
        completeIf(whole -> {});
    }

    /**
     * As {@link #complete}, with a last look at the file.
     *
     * @param look is called by {@link #close} with the finished file before that gets its name; what it throws leaves nothing
     */
    public void completeIf(Consumer<Path> look) {
        lastLook = look;
    }

    /**
     * Ends the video and gives it its name, replacing a file that has it; after a failed write, or unless it is {@link #complete}, nothing
     * is left.
     *
     * @throws OutputException if there is no frame or the file can't be finished
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean finished = false;
        try {
            if (lastLook != null && !failed) {
                finish();
                lastLook.accept(unfinished);
                finished = true;
            }
        } finally {
            free();
            if (!finished) {
                unfinished.toFile().delete();
            }
        }
        publish(finished);
    }

    private void finish() {
        if (frames == 0) {
            throw new OutputException(file + ": no frame was written; a video needs at least one");
        }
        encoder.finish(this::store);
        check(av_write_trailer(container));
        opened = false;
        check(avio_close(container.pb()));
    }

    private void publish(boolean finished) {
        if (finished) {
            AtomicFile.replace(unfinished, file);
        }
    }

    private void free() {
        if (opened) {
            avio_close(container.pb());
        }
        avformat_free_context(container);
        encoder.close();
        frameHwc.close();
    }
}
