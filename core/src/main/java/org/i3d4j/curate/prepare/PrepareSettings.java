package org.i3d4j.curate.prepare;

import org.i3d4j.error.ConfigException;
import org.i3d4j.error.OutputException;
import org.i3d4j.video.writing.H264Coding;

/**
 * What is made of the videos.
 *
 * @param shortSide pixels of the shorter side of frames; smaller ones keep their size
 * @param coding of the copies
 * @param encoder FFmpeg's name of what makes them
 */
public record PrepareSettings(int shortSide, H264Coding coding, String encoder) {
    private static final int FEWEST_PIXELS = 16;
    private static final int MOST_PIXELS = 2160;

    /** @throws ConfigException if the side is out of range or odd */
    public PrepareSettings {
        if (shortSide < FEWEST_PIXELS || shortSide > MOST_PIXELS || shortSide % 2 != 0) {
            throw new ConfigException("the short side has to be even and from " + FEWEST_PIXELS + " to " + MOST_PIXELS
                    + ", found " + shortSide);
        }
    }

    /**
     * With the best encoder that is there.
     *
     * @throws OutputException if none is
     */
    public static PrepareSettings of(int shortSide, H264Coding coding) {
        return new PrepareSettings(
                shortSide,
                coding,
                H264Coding.encoder()
                        .orElseThrow(() -> new OutputException(
                                "videos can't be prepared: FFmpeg on the class path has no" + " encoder of H.264")));
    }

    /** {@code length} scaled as the shorter side is, for frames of {@code width} x {@code height}: even, never more. */
    int scaled(int length, int width, int height) {
        int shorter = Math.min(width, height);
        if (shorter <= shortSide) {
            return length - length % 2;
        }
        return 2 * (int) ((double) length * shortSide / shorter / 2 + 0.5);
    }

    /** For messages. */
    @Override
    public String toString() {
        return words(shortSide, coding.groupOfPictures(), coding.quality(), encoder);
    }

    /** The same of settings that may be none: those that a file names. */
    static String words(int shortSide, int groupOfPictures, int quality, String encoder) {
        return "a short side of " + shortSide + ", a key frame every " + groupOfPictures + " frames and quality "
                + quality + " of " + encoder;
    }
}
