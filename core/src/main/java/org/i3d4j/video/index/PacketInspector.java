package org.i3d4j.video.index;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Reads off compressed packets, without decoding, whether a frame will come of them. */
public final class PacketInspector {
    /** ISO/IEC 14496-15: the first byte of a decoder configuration record, which Annex B streams lack. */
    private static final int CONFIGURATION_VERSION = 1;

    private static final int AVC_LENGTH_SIZE_BYTE = 4;
    private static final int HEVC_LENGTH_SIZE_BYTE = 21;

    private final boolean vp8;
    /** Bytes of the length in front of each NAL unit; 0 if the stream has none. */
    private final int lengthBytes;

    /** Inspects packets of a stream. */
    public PacketInspector(AVCodecParameters parameters) {
        vp8 = parameters.codec_id() == AV_CODEC_ID_VP8;
        lengthBytes = switch (parameters.codec_id()) {
            case AV_CODEC_ID_H264 -> lengthBytes(parameters, AVC_LENGTH_SIZE_BYTE);
            case AV_CODEC_ID_HEVC -> lengthBytes(parameters, HEVC_LENGTH_SIZE_BYTE);
            default -> 0;
        };
    }

    private static int lengthBytes(AVCodecParameters parameters, int lengthSizeByte) {
        if (parameters.extradata_size() <= lengthSizeByte
                || parameters.extradata().get(0) != CONFIGURATION_VERSION) {
            return 0;
        }
        return (parameters.extradata().get(lengthSizeByte) & 3) + 1;
    }

    /** False for VP8's reference frames that are never shown (RFC 6386, 9.1: show_frame). */
    public boolean visible(AVPacket packet) {
        return !vp8 || packet.size() == 0 || (packet.data().get() & 0x10) != 0;
    }

    /** False if the packet is cut off, or its NAL units do not fit into it: the decoder drops such a packet. */
    public boolean intact(AVPacket packet) {
        if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
            return false;
        }
        return lengthBytes == 0
                || packet.size() == 0
                || unitsFit(packet.data().capacity(packet.size()).asByteBuffer());
    }

    private boolean unitsFit(ByteBuffer packet) {
        while (packet.remaining() > lengthBytes) {
            long unitBytes = 0;
            for (int i = 0; i < lengthBytes; i++) {
                unitBytes = (unitBytes << 8) | (packet.get() & 0xFF);
            }
            if (unitBytes == 0 || unitBytes > packet.remaining()) {
                return false;
            }
            packet.position(packet.position() + (int) unitBytes);
        }
        return true;
    }
}
