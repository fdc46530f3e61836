package org.i3d4j.video.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.util.function.Predicate;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class PacketInspectorTest {
    /** NAL unit lengths of 4 bytes. */
    private static final byte[] AVC = {1, 100, 0, 31, (byte) 0xFF};

    private static final int NO_FLAGS = 0;

    @Test
    void seesWhetherVp8FramesAreShown() {
        int keyFrameShown = 0x10;
        int interFrameHidden = 0x01;
        assertThat(visible(AV_CODEC_ID_VP8, keyFrameShown)).isTrue();
        assertThat(visible(AV_CODEC_ID_VP8, interFrameHidden)).isFalse();
        assertThat(visible(AV_CODEC_ID_VP9, interFrameHidden)).isTrue();
    }

    @Test
    void seesWhetherNalUnitsFit() {
        assertThat(intact(AV_CODEC_ID_H264, AVC, NO_FLAGS, 0, 0, 0, 2, 7, 7, 0, 0, 0, 1, 7))
                .isTrue();
        assertThat(intact(AV_CODEC_ID_H264, AVC, NO_FLAGS, 0, 0, 0, 2, 7, 7, 0, 0, 0, 2, 7))
                .isFalse();
        assertThat(intact(AV_CODEC_ID_H264, AVC, NO_FLAGS, 255, 255, 255, 255, 7))
                .isFalse();
        assertThat(intact(AV_CODEC_ID_H264, AVC, NO_FLAGS, 0, 0, 0, 0, 7)).isFalse();
    }

    @Test
    void readsTheLengthSizeOfHevc() {
        byte[] twoByteLengths = new byte[23];
        twoByteLengths[0] = 1;
        twoByteLengths[21] = 1;
        assertThat(intact(AV_CODEC_ID_HEVC, twoByteLengths, NO_FLAGS, 0, 2, 7, 7))
                .isTrue();
        assertThat(intact(AV_CODEC_ID_HEVC, twoByteLengths, NO_FLAGS, 0, 3, 7, 7))
                .isFalse();
    }

    @Test
    void takesStreamsWithStartCodesAsTheyAre() {
        byte[] annexB = {0, 0, 0, 1, 103, 100};
        assertThat(intact(AV_CODEC_ID_H264, annexB, NO_FLAGS, 0, 0, 0, 1, 9, 9)).isTrue();
        assertThat(intact(AV_CODEC_ID_H264, new byte[0], NO_FLAGS, 0, 0, 0, 1, 9, 9))
                .isTrue();
    }

    @Test
    void believesTheDemuxerThatAPacketIsCutOff() {
        assertThat(intact(AV_CODEC_ID_H264, AVC, AV_PKT_FLAG_CORRUPT, 0, 0, 0, 1, 7))
                .isFalse();
    }

    private static boolean visible(int codec, int firstByte) {
        return inspect(codec, new byte[0], NO_FLAGS, new int[] {firstByte, 0, 0}, true);
    }

    private static boolean intact(int codec, byte[] extradata, int flags, int... data) {
        return inspect(codec, extradata, flags, data, false);
    }

    private static boolean inspect(int codec, byte[] extradata, int flags, int[] data, boolean visible) {
        AVCodecParameters parameters = avcodec_parameters_alloc();
        AVPacket packet = av_packet_alloc();
        try {
            parameters.codec_id(codec);
            parameters.extradata(new BytePointer(av_mallocz(extradata.length + 64L)).put(extradata));
            parameters.extradata_size(extradata.length);
            av_new_packet(packet, data.length);
            for (int i = 0; i < data.length; i++) {
                packet.data().put(i, (byte) data[i]);
            }
            packet.flags(flags);
            PacketInspector inspector = new PacketInspector(parameters);
            Predicate<AVPacket> question = visible ? inspector::visible : inspector::intact;
            return question.test(packet);
        } finally {
            av_packet_free(packet);
            avcodec_parameters_free(parameters);
        }
    }
}
