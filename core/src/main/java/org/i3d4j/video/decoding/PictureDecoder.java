package org.i3d4j.video.decoding;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.ffmpeg.Ffmpeg;

/** Decodes JPEG and PNG files, told apart by how they begin; one decoder serves all pictures of a folder. */
public final class PictureDecoder implements AutoCloseable {
    /** Beyond any picture; keeps a wrong file from being read into memory. */
    private static final long MAX_FILE_BYTES = 256L << 20;

    private static final int SIGNATURE_BYTES = 8;
    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int JPEG_SIGNATURE = 0xffd8ff;

    private final VideoLimits limits;
    private final Map<Integer, AVCodecContext> codecs = new HashMap<>();
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();

    public PictureDecoder(VideoLimits limits) {
        Ffmpeg.silence();
        this.limits = limits;
    }

    /**
     * Decodes a picture.
     *
     * @return good until the next call
     * @throws VideoException if the file is missing, no JPEG or PNG, broken or over the limit
     */
    public AVFrame decode(Path file) {
        try {
            read(file);
            AVCodecContext codec = codec(file);
            avcodec_flush_buffers(codec);
            int result = avcodec_send_packet(codec, packet);
            if (result >= 0) {
                result = avcodec_receive_frame(codec, frame);
            }
            if (result < 0) {
                throw new VideoException(file + ": can't be decoded: " + Ffmpeg.describe(result)
                        + "; expected a whole JPEG or PNG picture of at most " + limits.maxPixels() + " pixels");
            }
        } finally {
            av_packet_unref(packet);
        }
        limits.require(file.toString(), frame.width(), frame.height());
        return frame;
    }

    private void read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new VideoException(file + ": is not a regular file; expected a picture");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long bytes = channel.size();
            if (bytes < SIGNATURE_BYTES || bytes > MAX_FILE_BYTES || av_new_packet(packet, (int) bytes) < 0) {
                throw new VideoException(file + ": has " + bytes + " bytes; expected a JPEG or PNG picture");
            }
            // Without the mark, the decoder of PNG adds the picture to the one before.
            packet.flags(packet.flags() | AV_PKT_FLAG_KEY);
            ByteBuffer into = packet.data().capacity(bytes).asByteBuffer();
            while (into.hasRemaining()) {
                if (channel.read(into) < 0) {
                    throw new VideoException(file + ": became shorter while it was read");
                }
            }
        } catch (NoSuchFileException e) {
            throw new VideoException(file + ": " + NameEncoding.whyMissing(file) + "; expected a picture", e);
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    private AVCodecContext codec(Path file) {
        long start = packet.data()
                .capacity(SIGNATURE_BYTES)
                .asByteBuffer()
                .order(ByteOrder.BIG_ENDIAN)
                .getLong();
        if (start == PNG_SIGNATURE) {
            return codecs.computeIfAbsent(AV_CODEC_ID_PNG, this::open);
        }
        if (start >>> (Long.SIZE - 24) == JPEG_SIGNATURE) {
            return codecs.computeIfAbsent(AV_CODEC_ID_MJPEG, this::open);
        }
        throw new VideoException(file + ": is neither a JPEG nor a PNG picture");
    }

    private AVCodecContext open(int id) {
        AVCodec decoder = avcodec_find_decoder(id);
        AVCodecContext codec = avcodec_alloc_context3(decoder);
        codec.thread_count(1).max_pixels(limits.decoderMaxPixels());
        int result = avcodec_open2(codec, decoder, (AVDictionary) null);
        if (result < 0) {
            avcodec_free_context(codec);
            throw new VideoException("the decoder of pictures can't be opened: " + Ffmpeg.describe(result));
        }
        return codec;
    }

    @Override
    public void close() {
        codecs.values().forEach(codec -> avcodec_free_context(codec));
        codecs.clear();
        av_packet_free(packet);
        av_frame_free(frame);
    }
}
