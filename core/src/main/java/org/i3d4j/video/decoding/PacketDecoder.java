package org.i3d4j.video.decoding;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_COPY_OPAQUE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.Set;
import java.util.function.IntPredicate;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.ffmpeg.Ffmpeg;
import org.jspecify.annotations.Nullable;

/** Packets in, frames out in presentation order, in the calling thread: clips are what runs in parallel. */
public final class PacketDecoder implements AutoCloseable {
    /**
     * Codecs in which nothing refers to a frame marked as unreferenced. In HEVC the mark holds for one temporal layer
     * only, and the newer codecs have no such frames to skip.
     */
    private static final Set<Integer> SKIPPING_CODECS =
            Set.of(AV_CODEC_ID_H264, AV_CODEC_ID_MPEG4, AV_CODEC_ID_MPEG2VIDEO);

    /** A number that FFmpeg hands on from a packet to its frame, as an address; null is the lack of one. */
    private static final class Tag extends Pointer {
        Tag(int run, int packet) {
            super((Pointer) null);
            address = ((long) run << Integer.SIZE) | Integer.toUnsignedLong(packet + 1);
        }
    }

    private final String name;
    private final VideoLimits limits;
    private final AVCodecContext codec;
    private final AVFrame frame = av_frame_alloc();
    private final PacketSource packets;
    private final boolean canSkip;
    /** A packet that the decoder did not take yet. */
    private @Nullable AVPacket refused;

    private boolean drained;
    /** How often decoding began anew. */
    private int run;

    private int lastError;

    private PacketDecoder(String name, AVCodecContext codec, PacketSource packets, VideoLimits limits) {
        this.name = name;
        this.limits = limits;
        this.codec = codec;
        this.packets = packets;
        this.canSkip = SKIPPING_CODECS.contains(codec.codec_id());
    }

    /**
     * Opens the decoder of a demuxer's stream. The packets stay with the caller.
     *
     * @throws VideoException if there is no such decoder or it refuses the stream
     */
    public static PacketDecoder open(Demuxer demuxer, PacketSource packets, VideoLimits limits) {
        String name = demuxer.name();
        AVStream stream = demuxer.stream();
        int id = stream.codecpar().codec_id();
        AVCodec decoder = avcodec_find_decoder(id);
        if (decoder == null) {
            throw new VideoException(
                    name + ": no decoder for its codec " + avcodec_get_name(id).getString());
        }
        AVCodecContext codec = avcodec_alloc_context3(decoder);
        int result = avcodec_parameters_to_context(codec, stream.codecpar());
        codec.pkt_timebase(stream.time_base());
        codec.thread_count(1).max_pixels(limits.decoderMaxPixels());
        codec.flags(codec.flags() | AV_CODEC_FLAG_COPY_OPAQUE);
        if (result >= 0) {
            result = avcodec_open2(codec, decoder, (AVDictionary) null);
        }
        if (result < 0) {
            avcodec_free_context(codec);
            throw new VideoException(name + ": the decoder of "
                    + avcodec_get_name(id).getString() + " refuses it: " + Ffmpeg.describe(result));
        }
        return new PacketDecoder(name, codec, packets, limits);
    }

    /** Forgets all state and goes on with packet {@code packet}, a key packet. */
    void restart(int packet) {
        avcodec_flush_buffers(codec);
        refused = null;
        drained = false;
        run++;
        packets.moveTo(packet);
    }

    /** The number of the packet that will be decoded next. */
    int nextPacket() {
        return packets.next();
    }

    /** The next frame, good until the next call; null after the last. Broken packets are passed over. */
    @Nullable
    public AVFrame next() {
        return next(packet -> false);
    }

    /**
     * The next frame, good until the next call; null after the last. Broken packets are passed over.
     *
     * @param skippable packets whose frames are not wanted: they are decoded only if others refer to them
     */
    @Nullable
    public AVFrame next(IntPredicate skippable) {
        while (true) {
            int result = avcodec_receive_frame(codec, frame);
            if (result >= 0) {
                if (ofThisRun(frame)) {
                    return allowed(frame);
                }
                continue;
            }
            if (result == AVERROR_EOF || (drained && result == AVERROR_EAGAIN())) {
                return null;
            }
            if (result != AVERROR_EAGAIN()) {
                lastError = result;
            }
            if (!drained) {
                feed(skippable);
            }
        }
    }

    /** FFmpeg's HEVC decoder may give a frame from in front of a restart behind it. */
    private boolean ofThisRun(AVFrame decoded) {
        Pointer tag = decoded.opaque();
        return tag == null || (int) (tag.address() >>> Integer.SIZE) == run;
    }

    private AVFrame allowed(AVFrame decoded) {
        limits.require(name, decoded.width(), decoded.height());
        return decoded;
    }

    private void feed(IntPredicate skippable) {
        int number = packets.next();
        AVPacket packet = refused != null ? refused : numbered(packets.read(), number);
        boolean skip = canSkip && refused == null && packet != null && skippable.test(number);
        codec.skip_frame(skip ? AVDISCARD_NONREF : AVDISCARD_DEFAULT);
        int result = avcodec_send_packet(codec, packet);
        boolean taken = result != AVERROR_EAGAIN();
        refused = taken ? null : packet;
        drained = taken && packet == null;
        if (taken && result < 0) {
            lastError = result;
        }
    }

    private @Nullable AVPacket numbered(@Nullable AVPacket packet, int number) {
        return packet == null ? null : packet.opaque(new Tag(run, number));
    }

    /** The packet, in decode order, that a frame of {@link #next} came from; below 0 if the decoder does not tell. */
    static int packetOf(AVFrame frame) {
        Pointer tag = frame.opaque();
        return tag == null ? -1 : (int) tag.address() - 1;
    }

    /** Whether parts of a frame could not be decoded, and were made up. */
    public static boolean faulty(AVFrame frame) {
        return frame.decode_error_flags() != 0;
    }

    /** Whether any packet could not be decoded so far. */
    public boolean failed() {
        return lastError < 0;
    }

    /** What went wrong last, in FFmpeg's words. */
    public String lastError() {
        return lastError < 0 ? Ffmpeg.describe(lastError) : "no frame came out of the decoder";
    }

    @Override
    public void close() {
        av_frame_free(frame);
        avcodec_free_context(codec);
    }
}
