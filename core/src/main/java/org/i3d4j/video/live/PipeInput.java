package org.i3d4j.video.live;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.LiveSource;
import org.i3d4j.video.container.ContainerInput;
import org.i3d4j.video.container.JavaInput;
import org.jspecify.annotations.Nullable;

/** A container read from front to back through Java: only that lets a wait for a silent pipe end. */
final class PipeInput implements LiveInput {
    /** As for files, and what programs like to write into pipes: each holds its media itself. */
    private static final String CONTAINERS = ContainerInput.CONTAINERS + ",yuv4mpegpipe,mjpeg,nut";

    private final LiveSource source;
    private final PipeBytes bytes;
    private final ReadCallback reading;
    private @Nullable AVIOContext io;

    private PipeInput(LiveSource source, PipeBytes bytes) {
        this.source = source;
        this.bytes = bytes;
        this.reading = new ReadCallback(bytes);
    }

    static PipeInput of(LiveSource source) {
        if (source.address().equals(LiveSource.STANDARD_INPUT)) {
            return new PipeInput(source, new PipeBytes(() -> System.in, source.stallTimeoutMillis()));
        }
        Path file = Path.of(source.address());
        if (!Files.exists(file)) {
            throw new VideoException(file + ": no such pipe, device or file");
        }
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw new VideoException(file + (Files.isDirectory(file) ? ": is a folder" : ": no permission to read it")
                    + "; expected a pipe");
        }
        return new PipeInput(source, new PipeBytes(() -> Files.newInputStream(file), source.stallTimeoutMillis()));
    }

    /** What FFmpeg calls for more bytes; nothing may be thrown through its C code. */
    private static final class ReadCallback extends Read_packet_Pointer_BytePointer_int {
        private final PipeBytes bytes;

        ReadCallback(PipeBytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public int call(Pointer opaque, BytePointer target, int size) {
            try {
                int count = bytes.read(target.capacity(size));
                return count < 0 ? AVERROR_EOF : count;
            } catch (IOException | RuntimeException e) {
                return AVERROR_EXIT;
            }
        }
    }

    @Override
    public String name() {
        return source.address();
    }

    @Override
    public AVFormatContext open() {
        bytes.start();
        io = JavaInput.io(null, reading, null);
        return JavaInput.open(
                io,
                CONTAINERS,
                reason -> failure()
                        .orElseGet(() -> new VideoException(source.address() + ": can't be read as video: " + reason
                                + "; expected one of the containers " + CONTAINERS
                                + ", an mp4 with its index in front or in fragments")));
    }

    @Override
    public Optional<VideoException> failure() {
        return bytes.failure().map(reason -> new VideoException(source.address() + ": " + reason));
    }

    @Override
    public String advice() {
        return "; an mp4 in a pipe needs its index in front, or fragments";
    }

    @Override
    public void abort() {
        bytes.abort();
    }

    @Override
    public void close() {
        bytes.abort();
        if (io != null) {
            JavaInput.free(io);
            io = null;
        }
        reading.close();
    }
}
