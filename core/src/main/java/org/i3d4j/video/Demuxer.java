package org.i3d4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.NameEncoding;
import org.jspecify.annotations.Nullable;

/** The packets of the video stream of one local file, or of one live source. */
final class Demuxer implements AutoCloseable {
    /** Containers that hold their media themselves: no playlists, scripts, image sequences, devices or protocols. */
    static final String CONTAINERS =
            "mov,matroska,webm,avi,gif,mpegts,mpeg,mpegvideo,m4v,flv,asf,ogg,h264,hevc,ivf,obu";

    private final String name;
    private final Supplier<Demuxer> again;
    private AVFormatContext container;
    private AVStream stream;
    /** Read already, but not yet given out. */
    private @Nullable AVPacket first;

    private final boolean probed;
    private boolean readFailed;

    private Demuxer(
            String name,
            Supplier<Demuxer> again,
            AVFormatContext container,
            AVStream stream,
            @Nullable AVPacket first) {
        this.name = name;
        this.again = again;
        this.container = container;
        this.stream = stream;
        this.first = first;
        this.probed = first == null;
    }

    /**
     * Opens a file and finds its video stream, the best one if there are several.
     *
     * @throws VideoException if it is not a readable regular file with a video within {@code limits}
     */
    static Demuxer open(Path file, VideoLimits limits) {
        Ffmpeg.silence();
        AVFormatContext container = openFile(file);
        try {
            if (FirstPacketProbe.suits(container, limits)) {
                AVStream stream = videoStream(file.toString(), container);
                Optional<AVPacket> first = FirstPacketProbe.read(container, stream);
                if (first.isPresent()) {
                    return new Demuxer(file.toString(), () -> open(file, limits), container, stream, first.get());
                }
                avformat_close_input(container);
                container = openFile(file);
            }
            return probed(file.toString(), () -> open(file, limits), container, limits);
        } catch (RuntimeException e) {
            avformat_close_input(container);
            throw e;
        }
    }

    /**
     * Finds the video stream of whatever {@code opener} opens.
     *
     * @param name what errors call it
     * @throws VideoException if it has no video within {@code limits}
     */
    static Demuxer open(String name, Supplier<AVFormatContext> opener, VideoLimits limits) {
        Ffmpeg.silence();
        AVFormatContext container = opener.get();
        try {
            return probed(name, () -> open(name, opener, limits), container, limits);
        } catch (RuntimeException e) {
            avformat_close_input(container);
            throw e;
        }
    }

    private static Demuxer probed(String name, Supplier<Demuxer> again, AVFormatContext container, VideoLimits limits) {
        findStreamInfo(name, container, limits);
        AVStream stream = videoStream(name, container);
        requirePicture(name, stream.codecpar(), limits);
        return new Demuxer(name, again, container, stream, null);
    }

    /** Begins again at the first packet, whether or not the container can seek. */
    void reopen() {
        Demuxer fresh = again.get();
        close();
        container = fresh.container;
        stream = fresh.stream;
        first = fresh.first;
    }

    /** Before anything is opened: a FIFO would block for ever. */
    private static void requireRegularFile(Path file) {
        if (!Files.exists(file)) {
            throw new VideoException(file + ": " + NameEncoding.whyMissing(file));
        }
        if (!NameEncoding.holds(file)) {
            // Java finds it by its bytes, FFmpeg would look for its text.
            throw new VideoException(file + ": " + NameEncoding.whyMissing(file));
        }
        if (!Files.isRegularFile(file)) {
            throw new VideoException(file + ": is a " + (Files.isDirectory(file) ? "folder" : "pipe or device")
                    + "; expected a video file");
        }
        if (!Files.isReadable(file)) {
            throw new VideoException(file + ": can't be read; its permissions forbid it");
        }
        try {
            if (Files.size(file) == 0) {
                throw new VideoException(file + ": is empty");
            }
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read", e);
        }
    }

    /** The container alone, nothing known yet of its streams. */
    static AVFormatContext openFile(Path file) {
        requireRegularFile(file);
        AVFormatContext container = avformat_alloc_context();
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file", 0);
        av_dict_set(options, "format_whitelist", CONTAINERS, 0);
        av_dict_set(options, "enable_drefs", "0", 0);
        try (BytePointer url = Ffmpeg.url(file)) {
            // Frees the context when it fails.
            int result = avformat_open_input(container, url, null, options);
            if (result < 0) {
                throw new VideoException(file + ": can't be read as video: " + Ffmpeg.describe(result)
                        + "; expected a whole file in one of the containers " + CONTAINERS);
            }
        } finally {
            av_dict_free(options);
        }
        return container;
    }

    /** Fills in what the header leaves open, by decoding a little: with the same limit as later. */
    private static void findStreamInfo(String name, AVFormatContext container, VideoLimits limits) {
        int streams = container.nb_streams();
        AVDictionary[] options = new AVDictionary[streams];
        try (PointerPointer<AVDictionary> perStream = new PointerPointer<>(Math.max(1, streams))) {
            for (int i = 0; i < streams; i++) {
                options[i] = new AVDictionary(null);
                av_dict_set(options[i], "max_pixels", Long.toString(limits.decoderMaxPixels()), 0);
                perStream.put(i, options[i]);
                if (container.streams(i).codecpar().codec_type() != AVMEDIA_TYPE_VIDEO) {
                    container.streams(i).discard(AVDISCARD_ALL);
                }
            }
            int result = avformat_find_stream_info(container, perStream);
            for (int i = 0; i < streams; i++) {
                av_dict_free(new AVDictionary(perStream.get(i)));
            }
            if (result < 0) {
                throw new VideoException(name + ": its streams can't be read: " + Ffmpeg.describe(result));
            }
        }
    }

    private static AVStream videoStream(String name, AVFormatContext container) {
        int index = av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (index < 0 || (container.streams(index).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            throw new VideoException(name + ": no video stream among its " + container.nb_streams() + " streams");
        }
        for (int i = 0; i < container.nb_streams(); i++) {
            if (i != index) {
                container.streams(i).discard(AVDISCARD_ALL);
            }
        }
        return container.streams(index);
    }

    private static void requirePicture(String name, AVCodecParameters parameters, VideoLimits limits) {
        if (!limits.allow(parameters.width(), parameters.height())) {
            throw limits.exceeded(name, parameters.width(), parameters.height());
        }
        if (parameters.width() <= 0 || parameters.height() <= 0 || parameters.format() < 0) {
            throw new VideoException(name + ": no frame of its video stream can be decoded; an MP4 that comes through"
                    + " a pipe needs its index at the front");
        }
    }

    /** Reads the next packet of the video stream into {@code packet}; false at the end. */
    boolean read(AVPacket packet) {
        if (first != null) {
            av_packet_move_ref(packet, first);
            dropFirst();
            return true;
        }
        int result = av_read_frame(container, packet);
        while (result >= 0 && packet.stream_index() != stream.index()) {
            av_packet_unref(packet);
            result = av_read_frame(container, packet);
        }
        readFailed |= result < 0 && result != AVERROR_EOF;
        return result >= 0;
    }

    /** Whether reading ended in front of the end of the file's data. */
    boolean readFailed() {
        return readFailed;
    }

    /** Moves to the last key packet not after {@code timestamp}, as far as the container knows; false if it can't. */
    boolean seek(long timestamp) {
        dropFirst();
        return av_seek_frame(container, stream.index(), timestamp, AVSEEK_FLAG_BACKWARD) >= 0;
    }

    /** Whether FFmpeg decoded frames to find out what the stream holds; else the first packet told. */
    boolean probed() {
        return probed;
    }

    /** What errors call it: the file's name for a file. */
    String name() {
        return name;
    }

    /** FFmpeg's name of the container. */
    String containerName() {
        return container.iformat().name().getString();
    }

    AVStream stream() {
        return stream;
    }

    private void dropFirst() {
        if (first != null) {
            av_packet_free(first);
            first = null;
        }
    }

    @Override
    public void close() {
        dropFirst();
        avformat_close_input(container);
    }
}
