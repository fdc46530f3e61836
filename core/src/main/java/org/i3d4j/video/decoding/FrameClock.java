package org.i3d4j.video.decoding;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.video.container.StreamHeader;

/** When the frames are shown that come out of a decoder one after the other: in the stream's time base, after the first. */
public final class FrameClock {
    private final double frameTicks;
    private boolean byPresentation = true;
    /** Which timestamp the first frame would have; not a number until a frame has one. */
    private double origin = Double.NaN;

    private double shown = Double.NaN;
    private double step;

    public FrameClock(StreamHeader header) {
        this.frameTicks = header.frameRate() > 0 ? 1 / header.frameRate() / header.tickSeconds() : 0;
    }

    /**
     * When the next frame is shown: by its timestamp; where there is none, or it does not go on, one frame after the last.
     *
     * @param timestampsHold whether timestamps of presentation are in the codec's order; once false it stays so
     */
    public double next(AVFrame frame, boolean timestampsHold) {
        if (byPresentation && !timestampsHold) {
            byPresentation = false;
            origin = Double.NaN;
        }
        double now = byPresentation
                ? at(frame.pts(), frameTicks)
                // Frames are as far apart as the packets that make the decoder give them; the last ones come without.
                : at(frame.pkt_dts(), step > 0 ? step : frameTicks);
        step = first() ? 0 : now - shown;
        shown = now;
        return now;
    }

    private double at(long timestamp, double toNext) {
        double expected = first() ? 0 : shown + toNext;
        if (timestamp == AV_NOPTS_VALUE) {
            return expected;
        }
        if (Double.isNaN(origin)) {
            origin = timestamp - expected;
        }
        return first() || timestamp - origin > shown ? timestamp - origin : expected;
    }

    private boolean first() {
        return Double.isNaN(shown);
    }
}
