package org.i3d4j.video.decoding;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.jspecify.annotations.Nullable;

/** The packets of a video stream in decode order, from any of them on. */
public interface PacketSource extends AutoCloseable {
    /** The number, in decode order, of the packet that {@link #read} gives next. */
    int next();

    /** Makes packet {@code packet} the next one. */
    void moveTo(int packet);

    /** The next packet, good until the next call; null after the last. */
    @Nullable
    AVPacket read();

    @Override
    void close();
}
