package org.i3d4j.video;

import org.i3d4j.error.VideoException;

/**
 * What one open video may take.
 *
 * @param maxPixels        the largest frame that is decoded, width x height
 * @param maxPacketBytes   compressed data that is kept in memory; a video with more is read again from where it lies, from
 *                         the key frame needed, for every clip
 */
public record VideoLimits(long maxPixels, long maxPacketBytes) {
    /** Frames of up to 8192x8192 pixels; 64 MiB of compressed data, some minutes of ordinary video, per open reader. */
    public static final VideoLimits DEFAULT = new VideoLimits(8192L * 8192L, 64L << 20);

    public VideoLimits {
        if (maxPixels < 1 || maxPacketBytes < 0) {
            throw new VideoException("video limits of " + maxPixels + " pixels and " + maxPacketBytes
                    + " bytes of packets; expected at least 1 and 0");
        }
    }

    /** These limits with another largest frame. */
    public VideoLimits withMaxPixels(long newMaxPixels) {
        return new VideoLimits(newMaxPixels, maxPacketBytes);
    }

    /**
     * The limit to give to FFmpeg, which compares it with frames whose width it has rounded up for vector code; what is
     * over the true limit and under this one is turned away after decoding.
     */
    public long decoderMaxPixels() {
        long roundingUp = 64L * (1 << 15);
        return maxPixels > Long.MAX_VALUE - roundingUp ? maxPixels : maxPixels + roundingUp;
    }

    public boolean allow(int width, int height) {
        return (long) width * height <= maxPixels;
    }

    /**
     * Refuses frames over the limit.
     *
     * @param name what the error calls their video
     * @throws VideoException if they are larger
     */
    public void require(String name, int width, int height) {
        if (!allow(width, height)) {
            throw new VideoException(name + ": frames of " + width + "x" + height + ", " + (long) width * height
                    + " pixels; the limit is " + maxPixels);
        }
    }
}
