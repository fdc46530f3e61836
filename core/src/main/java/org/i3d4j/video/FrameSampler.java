package org.i3d4j.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.i3d4j.error.ConfigException;

/**
 * Which frames of a video make its clips. A video with fewer frames than a clip needs is looped: every index is taken
 * modulo the number of frames.
 *
 * @param mode how frames are chosen
 * @param frames frames of a clip
 * @param frameInterval step between the frames of a clip; used by {@link Mode#INTERVAL}, and by {@link Mode#PART} only
 *     to keep the start away from the end of the video
 * @param clips clips per video
 */
public record FrameSampler(Mode mode, int frames, int frameInterval, int clips) {

    /** The ways of choosing frames. */
    public enum Mode {
        /** Consecutive frames from a random start. */
        PART,
        /** Random frames without replacement, in order of time. */
        DISCRETE,
        /** Frames at equal distances over the whole video, from a random offset. */
        AVERAGE,
        /** Frames {@code frameInterval} apart from a random start. */
        INTERVAL;

        /**
         * The mode of that name in lower case, as configuration files have it.
         *
         * @throws ConfigException for another name
         */
        public static Mode of(String name) {
            for (Mode mode : values()) {
                if (mode.lowerCaseName().equals(name)) {
                    return mode;
                }
            }
            throw new ConfigException("unknown frame sampling mode '" + name + "'; known are "
                    + Arrays.stream(values()).map(Mode::lowerCaseName).collect(Collectors.joining(", ")));
        }

        /** The name as configuration files have it. */
        public String lowerCaseName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FrameSampler {
        if (frames < 1 || frameInterval < 1 || clips < 1) {
            throw new ConfigException("frames, frame interval and clips must be at least 1; found " + frames + ", "
                    + frameInterval + " and " + clips);
        }
    }

    /**
     * Chooses the frames of each clip.
     *
     * @param frameCount frames of the video, at least 1
     * @return one array of {@link #frames()} indices in [0, frameCount) per clip; the caller's
     */
    public List<int[]> sample(int frameCount, RandomGenerator random) {
        if (frameCount < 1) {
            throw new IllegalArgumentException("a video of " + frameCount + " frames can't be sampled");
        }
        return switch (mode) {
            case PART -> strided(starts(frameCount), 1, frameCount, random);
            case INTERVAL -> strided(starts(frameCount), frameInterval, frameCount, random);
            case AVERAGE -> {
                int stride = Math.max(frameCount / frames, 1);
                yield strided(Math.max(stride, clips), stride, frameCount, random);
            }
            case DISCRETE -> discrete(frameCount, random);
        };
    }

    /** Number of frames a clip can start at; a video too short for a choice starts at its first frame. */
    private int starts(int frameCount) {
        long span = (long) frames * frameInterval + clips;
        return (int) Math.max(frameCount - span, 0) + 1;
    }

    private List<int[]> strided(int starts, int stride, int frameCount, RandomGenerator random) {
        List<int[]> sampled = new ArrayList<>(clips);
        for (int start : distinctStarts(starts, random)) {
            sampled.add(indices(i -> (int) ((start + (long) i * stride) % frameCount)));
        }
        return sampled;
    }

    /** Starts without replacement; once all are taken, they may be drawn again. */
    private int[] distinctStarts(int starts, RandomGenerator random) {
        int[] drawn = new int[clips];
        for (int filled = 0; filled < clips; ) {
            int[] more = distinct(Math.min(clips - filled, starts), starts, random);
            System.arraycopy(more, 0, drawn, filled, more.length);
            filled += more.length;
        }
        return drawn;
    }

    private List<int[]> discrete(int frameCount, RandomGenerator random) {
        int loops = 1 + (frames - 1) / frameCount;
        List<int[]> sampled = new ArrayList<>(clips);
        for (int clip = 0; clip < clips; clip++) {
            int[] drawn = distinct(frames, loops * frameCount, random);
            Arrays.sort(drawn);
            sampled.add(indices(i -> drawn[i] % frameCount));
        }
        return sampled;
    }

    private int[] indices(IntUnaryOperator index) {
        return IntStream.range(0, frames).map(index).toArray();
    }

    /** {@code count} different numbers below {@code bound} in random order. */
    private static int[] distinct(int count, int bound, RandomGenerator random) {
        return random.ints(0, bound).distinct().limit(count).toArray();
    }
}
