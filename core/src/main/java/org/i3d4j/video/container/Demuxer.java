package org.i3d4j.video.container;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.PointerPointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.jspecify.annotations.Nullable;

/** The packets of the video stream of one file, wherever it lies, or of one live source. */
public final class Demuxer implements AutoCloseable {
    private static final String CUT_OFF = "; the file may be cut off";

    private final ContainerInput input;
    private final Supplier<Demuxer> again;
    private AVFormatContext container;
    private AVStream stream;
    /** Read already, but not yet given out. */
    private @Nullable AVPacket first;

    private boolean probed = true;
    private boolean readFailed;

    private Demuxer(ContainerInput input, Supplier<Demuxer> again, AVFormatContext container, AVStream stream) {
        this.input = input;
        this.again = again;
        this.container = container;
        this.stream = stream;
    }

    /**
     * Opens a container and finds its video stream, the best one if there are several.
     *
     * @throws VideoException if it holds no video within {@code limits}
     */
    public static Demuxer open(ContainerInput input, VideoLimits limits) {
        Ffmpeg.silence();
        AVFormatContext container = input.open();
        try {
            if (FirstPacketProbe.suits(container, limits)) {
                AVStream stream = videoStream(input.name(), container);
                Optional<AVPacket> first = FirstPacketProbe.read(container, stream);
                if (first.isPresent()) {
                    Demuxer told = new Demuxer(input, () -> open(input, limits), container, stream);
                    told.first = first.get();
                    told.probed = false;
                    return told;
                }
                input.close(container);
                container = input.open();
            }
            return probed(input, () -> open(input, limits), container, limits, CUT_OFF);
        } catch (RuntimeException e) {
            input.close(container);
            throw input.explained(e);
        } catch (Error e) {
            input.close(container);
            throw e;
        }
    }

    /**
     * Opens a container as {@link #open(ContainerInput, VideoLimits)} does, but has FFmpeg decode its first frames: then the
     * decoder knows from the first frame on how far it has to put frames in order, whatever the container says.
     *
     * @throws VideoException if it holds no video within {@code limits}
     */
    public static Demuxer openProbed(ContainerInput input, VideoLimits limits) {
        return openProbed(input, limits, CUT_OFF);
    }

    /** The same with {@code advice} added to the error that nothing can be decoded. */
    public static Demuxer openProbed(ContainerInput input, VideoLimits limits, String advice) {
        Ffmpeg.silence();
        AVFormatContext container = input.open();
        try {
            return probed(input, () -> openProbed(input, limits, advice), container, limits, advice);
        } catch (RuntimeException e) {
            input.close(container);
            throw input.explained(e);
        } catch (Error e) {
            input.close(container);
            throw e;
        }
    }

    private static Demuxer probed(
            ContainerInput input,
            Supplier<Demuxer> again,
            AVFormatContext container,
            VideoLimits limits,
            String advice) {
        requireAllowed(input.name(), container, limits);
        findStreamInfo(input.name(), container, limits);
        AVStream stream = videoStream(input.name(), container);
        requirePicture(input.name(), stream.codecpar(), limits, advice);
        return new Demuxer(input, again, container, stream);
    }

    /** Begins again at the first packet, whether or not the container can seek. */
    public void reopen() {
        Demuxer fresh = again.get();
        close();
        container = fresh.container;
        stream = fresh.stream;
        first = fresh.first;
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
            throw new VideoException(
                    name + ": no video stream among its " + Counted.of(container.nb_streams(), "stream"));
        }
        for (int i = 0; i < container.nb_streams(); i++) {
            if (i != index) {
                container.streams(i).discard(AVDISCARD_ALL);
            }
        }
        return container.streams(index);
    }

    /** Where the header tells the size: FFmpeg forgets it when frames turn out to be over the limit. */
    private static void requireAllowed(String name, AVFormatContext container, VideoLimits limits) {
        int index = av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (index >= 0) {
            AVCodecParameters parameters = container.streams(index).codecpar();
            limits.require(name, parameters.width(), parameters.height());
        }
    }

    private static void requirePicture(String name, AVCodecParameters parameters, VideoLimits limits, String advice) {
        limits.require(name, parameters.width(), parameters.height());
        if (parameters.width() <= 0 || parameters.height() <= 0 || parameters.format() < 0) {
            throw new VideoException(name + ": no frame of its video stream can be decoded" + advice);
        }
    }

    /** Reads the next packet of the video stream into {@code packet}; false at the end. */
    public boolean read(AVPacket packet) {
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
    public boolean readFailed() {
        return readFailed;
    }

    /** Moves to the last key packet not after {@code timestamp}, as far as the container knows; false if it can't. */
    public boolean seek(long timestamp) {
        dropFirst();
        return av_seek_frame(container, stream.index(), timestamp, AVSEEK_FLAG_BACKWARD) >= 0;
    }

    /** Whether FFmpeg decoded frames to find out what the stream holds; else the first packet told. */
    public boolean probed() {
        return probed;
    }

    /** What errors call it: the file's name for a file. */
    public String name() {
        return input.name();
    }

    /** FFmpeg's name of the container. */
    String containerName() {
        return container.iformat().name().getString();
    }

    public AVStream stream() {
        return stream;
    }

    /** What the container says under a name of its own tags. */
    Optional<String> tag(String name) {
        AVDictionaryEntry entry = av_dict_get(container.metadata(), name, null, 0);
        return entry == null || entry.isNull()
                ? Optional.empty()
                : Optional.of(entry.value().getString());
    }

    /** As the container says; 0 where it does not. */
    public double durationSeconds() {
        return Math.max(0, (double) container.duration() / AV_TIME_BASE);
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
        input.close(container);
    }
}
