package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.util.function.Function;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.jspecify.annotations.Nullable;

/** Containers whose bytes FFmpeg asks Java for; nothing else is opened, whatever they say. */
public final class JavaInput {
    private static final int BUFFER_BYTES = 1 << 16;

    /** No protocol has this name. */
    private static final String NO_PROTOCOL = "none";

    private JavaInput() {}

    /**
     * What FFmpeg reads through; {@link #free} gives it back.
     *
     * @param opaque what the callbacks are given
     * @param seek null where bytes come once, in order
     */
    public static AVIOContext io(
            @Nullable Pointer opaque, Read_packet_Pointer_BytePointer_int read, @Nullable Seek_Pointer_long_int seek) {
        BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES)).capacity(BUFFER_BYTES);
        return avio_alloc_context(buffer, BUFFER_BYTES, 0, opaque, read, null, seek);
    }

    /**
     * Opens what {@code io} gives, which stays the caller's, also when that fails.
     *
     * @param containers FFmpeg's names of those that it may be
     * @param failure makes an exception of what FFmpeg says
     */
    public static AVFormatContext open(AVIOContext io, String containers, Function<String, VideoException> failure) {
        AVFormatContext container = avformat_alloc_context();
        container.pb(io).flags(container.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        AVDictionary options = Ffmpeg.onlyFrom(containers, NO_PROTOCOL);
        // Frees the context when it fails, but not what it reads through.
        int result = avformat_open_input(container, (BytePointer) null, null, options);
        av_dict_free(options);
        if (result < 0) {
            throw failure.apply(Ffmpeg.describe(result));
        }
        return container;
    }

    public static void free(AVIOContext io) {
        // FFmpeg may have put another buffer in place of ours.
        av_free(io.buffer());
        avio_context_free(io);
    }
}
