package org.i3d4j.video.writing;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.ffmpeg.Ffmpeg;

/**
 * H.264 that is quick to decode from any place on: short groups of pictures, each referring to the one before, no loop filter and no
 * arithmetic coding.
 *
 * @param groupOfPictures frames from one key frame to the next at most
 * @param quality from 0, best, to 51: x264's constant rate factor; the quantiser of all frames where that is not there
 */
public record H264Coding(int groupOfPictures, int quality) {
    private static final int LONGEST_GROUP = 10_000;
    private static final int WORST_QUALITY = 51;
    private static final String X264 = "libx264";
    private static final String OPEN_H264 = "libopenh264";

    /** @throws ConfigException if a number is out of range */
    public H264Coding {
        if (groupOfPictures < 1 || groupOfPictures > LONGEST_GROUP) {
            throw new ConfigException(
                    "a group of pictures has 1 to " + LONGEST_GROUP + " frames, found " + groupOfPictures);
        }
        if (quality < 0 || quality > WORST_QUALITY) {
            throw new ConfigException("the quality has to be from 0 to " + WORST_QUALITY + ", found " + quality);
        }
    }

    /** FFmpeg's name of the encoder that is taken: x264 where the presets on the class path have it, else OpenH264; empty where none is. */
    public static Optional<String> encoder() {
        Ffmpeg.silence();
        return Optional.of(X264)
                .filter(H264Coding::isThere)
                .or(() -> Optional.of(OPEN_H264).filter(H264Coding::isThere));
    }

    private static boolean isThere(String encoder) {
        return avcodec_find_encoder_by_name(encoder) != null;
    }

    /** Sets what has a place in the context, and returns the encoder's own options. */
    Map<String, String> describe(AVCodecContext codec, String encoder) {
        codec.gop_size(groupOfPictures).max_b_frames(0);
        if (encoder.equals(X264)) {
            return Map.of("crf", String.valueOf(quality), "preset", "medium", "tune", "fastdecode");
        }
        codec.qmin(quality).qmax(quality);
        return Map.of("rc_mode", "quality", "allow_skip_frames", "0", "loopfilter", "0", "coder", "cavlc");
    }
}
