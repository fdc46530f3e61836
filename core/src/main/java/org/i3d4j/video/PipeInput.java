package org.i3d4j.video;

import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.jspecify.annotations.Nullable;

/** A container read from front to back through Java: only that lets a wait for a silent pipe end. */
final class PipeInput implements LiveInput {
    private static final int BUFFER_BYTES = 1 << 16;

    /** As for files, and what programs like to write into pipes: each holds its media itself. */
    private static final String CONTAINERS = ContainerInput.CONTAINERS + ",yuv4mpegpipe,mjpeg,nut";

    private final LiveSource source;
    private final PipeBytes bytes;
    private final Reading reading;
    private @Nullable AVIOContext io;

    private PipeInput(LiveSource source, PipeBytes bytes) {
        this.source = source;
        this.bytes = bytes;
        this.reading = new Reading(bytes);
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
    private static final class Reading extends Read_packet_Pointer_BytePointer_int {
        private final PipeBytes bytes;

        Reading(PipeBytes bytes) {
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
        BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES)).capacity(BUFFER_BYTES);
        io = avio_alloc_context(buffer, BUFFER_BYTES, 0, null, reading, null, null);
        io.seekable(0);
        AVFormatContext container = avformat_alloc_context();
        container.pb(io).flags(container.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "format_whitelist", CONTAINERS, 0);
        // No protocol has this name: nothing but the pipe is opened, whatever it says.
        av_dict_set(options, "protocol_whitelist", "none", 0);
        av_dict_set(options, "enable_drefs", "0", 0);
        int result = avformat_open_input(container, (BytePointer) null, null, options);
        av_dict_free(options);
        if (result < 0) {
            throw failure()
                    .orElseGet(() -> new VideoException(source.address() + ": can't be read as video: "
                            + Ffmpeg.describe(result) + "; expected one of the containers " + CONTAINERS
                            + ", an mp4 with its index in front or in fragments"));
        }
        return container;
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
            // FFmpeg may have put another buffer in place of ours.
            av_free(io.buffer());
            avio_context_free(io);
            io = null;
        }
        reading.close();
    }
}
