package org.i3d4j.video.writing;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.OutputException;

/** Frames in, compressed packets out. The owner closes it. */
interface PacketEncoder extends AutoCloseable {

    /** Takes a packet; it belongs to the encoder and is good until the call returns. */
    interface PacketSink {
        void accept(AVPacket packet);
    }

    /** What it was opened with. */
    AVCodecContext codec();

    /** Of a frame as {@link #encode} takes it. */
    long frameBytes();

    /**
     * Encodes one frame.
     *
     * @param pixels packed
     * @param time when it is shown, in the codec's time base; later than the frame before
     * @throws OutputException if it can't be encoded
     */
    void encode(BytePointer pixels, long time, PacketSink sink);

    /** Hands out what the encoder still holds back; nothing can be encoded after that. */
    void finish(PacketSink sink);

    @Override
    void close();
}
