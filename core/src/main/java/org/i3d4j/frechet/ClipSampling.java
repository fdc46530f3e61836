package org.i3d4j.frechet;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.text.Counted;

/**
 * Which frames of a video make clips.
 *
 * @param frames of a clip, at least {@link Fvd#LEAST_FRAMES}
 * @param stride from one frame to the next, at least 1
 * @param take which clips of a video
 * @param seed of random places
 */
public record ClipSampling(int frames, int stride, Take take, long seed) {

    /** Which clips of a video count. */
    public enum Take {
        /** One, at the begin. */
        FIRST,
        /** One, at a random place, which hangs on the seed and the video's number alone. */
        RANDOM,
        /** As many as fit, one behind the other. */
        WINDOWS;

        /** As commands and files spell it. */
        public String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws ShapeException if there are too few frames for the network, or no stride */
    public ClipSampling {
        if (frames < Fvd.LEAST_FRAMES || stride < 1 || (long) frames * stride > Integer.MAX_VALUE) {
            throw new ShapeException("clips of " + Counted.of(frames, "frame") + ", each " + stride
                    + " from the one before; expected" + " at least " + Fvd.LEAST_FRAMES
                    + " frames, which the network pools, and a stride of at least 1");
        }
    }

    /** The first frames, one by one. */
    public static ClipSampling first(int frames) {
        return new ClipSampling(frames, 1, Take.FIRST, 0);
    }

    /**
     * The frames of each clip, by index, at least one clip.
     *
     * @param frameCount of the video
     * @param video its number in the set, for a random place
     * @throws VideoException if it has fewer frames than a clip takes
     */
    List<int[]> clips(int frameCount, long video) {
        int taken = frames * stride;
        if (frameCount < taken) {
            throw new VideoException("has " + Counted.of(frameCount, "frame") + "; a clip takes " + taken
                    + (stride == 1 ? "" : ", " + frames + " with a stride of " + stride));
        }
        return switch (take) {
            case FIRST -> List.of(from(0));
            case RANDOM -> List.of(from(SampleRandom.of(seed, 0, video).nextInt(frameCount - (frames - 1) * stride)));
            case WINDOWS ->
                IntStream.range(0, frameCount / taken)
                        .mapToObj(window -> from(window * taken))
                        .toList();
        };
    }

    private int[] from(int first) {
        return IntStream.range(0, frames).map(i -> first + i * stride).toArray();
    }

    @Override
    public String toString() {
        String each = Counted.of(frames, "frame") + (stride == 1 ? "" : " with a stride of " + stride);
        return switch (take) {
            case FIRST -> each + ", the first of a video";
            case RANDOM -> each + ", from a random place of a video, seed " + seed;
            case WINDOWS -> each + ", one clip behind the other";
        };
    }
}
