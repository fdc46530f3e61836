package org.i3d4j.curate.prepare;

import java.nio.ByteBuffer;

/**
 * How far frames are from others.
 *
 * @param frames that were compared
 * @param meanSquare mean squared error of their levels
 * @param worstMeanSquare of the frame that is furthest off
 */
record FrameErrors(long frames, double meanSquare, double worstMeanSquare) {
    static final FrameErrors NONE = new FrameErrors(0, 0, 0);
    private static final double MOST_LEVEL = 255;

    /** The error of a frame; both uint8, of one size, all that remains in the buffers. */
    static FrameErrors ofFrame(ByteBuffer frame, ByteBuffer other) {
        int bytes = frame.remaining();
        if (other.remaining() != bytes) {
            throw new IllegalArgumentException("frames of " + bytes + " and " + other.remaining() + " bytes");
        }
        long squares = 0;
        for (int at = 0; at < bytes; at++) {
            int apart = (frame.get(at) & 0xff) - (other.get(at) & 0xff);
            squares += (long) apart * apart;
        }
        double mean = (double) squares / bytes;
        return new FrameErrors(1, mean, mean);
    }

    FrameErrors plus(FrameErrors more) {
        long all = frames + more.frames;
        return new FrameErrors(
                all,
                all == 0 ? 0 : (meanSquare * frames + more.meanSquare * more.frames) / all,
                Math.max(worstMeanSquare, more.worstMeanSquare));
    }

    /** Peak signal-to-noise ratio of all frames together, dB; infinite for equal frames. */
    double psnr() {
        return decibels(meanSquare);
    }

    /** That of the worst frame. */
    double worstPsnr() {
        return decibels(worstMeanSquare);
    }

    private static double decibels(double meanSquare) {
        return 10 * Math.log10(MOST_LEVEL * MOST_LEVEL / meanSquare);
    }
}
