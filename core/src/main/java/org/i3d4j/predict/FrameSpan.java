package org.i3d4j.predict;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.error.ShapeException;

/**
 * A length along a video, in frames or in seconds.
 *
 * @param amount frames, a whole number, or seconds; above 0
 * @param inSeconds the unit of {@code amount}
 */
public record FrameSpan(double amount, boolean inSeconds) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(s?)");

    public FrameSpan {
        if (!(amount > 0 && amount <= Integer.MAX_VALUE) || (!inSeconds && amount != Math.rint(amount))) {
            throw new ShapeException("a length of " + amount + (inSeconds ? " seconds" : " frames")
                    + "; expected at least 1 whole frame, or seconds above 0");
        }
    }

    public static FrameSpan ofFrames(int frames) {
        return new FrameSpan(frames, false);
    }

    public static FrameSpan ofSeconds(double seconds) {
        return new FrameSpan(seconds, true);
    }

    /**
     * Reads {@code 64} as frames, {@code 2.5s} as seconds.
     *
     * @throws ShapeException if it is neither
     */
    public static FrameSpan parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new ShapeException(
                    "'" + text + "' is no length; expected whole frames as 64, or seconds with an s as 2.5s");
        }
        return new FrameSpan(
                Double.parseDouble(matcher.group(1)), !matcher.group(2).isEmpty());
    }

    /**
     * The nearest number of frames, at least 1.
     *
     * @param frameRate frames per second; 0 where it is unknown
     * @throws ShapeException if this is in seconds and the rate unknown, or frames can't be counted so far
     */
    public int frames(double frameRate) {
        if (inSeconds && !(frameRate > 0)) {
            throw new ShapeException(this + " can't be told in frames: the video's frame rate is unknown; give frames");
        }
        double frames = inSeconds ? Math.rint(amount * frameRate) : amount;
        if (frames > Integer.MAX_VALUE) {
            throw new ShapeException(this + " at " + frameRate + " frames per second are too many frames");
        }
        return (int) Math.max(1, frames);
    }

    @Override
    public String toString() {
        String number = amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
        return inSeconds ? number + "s" : number;
    }
}
