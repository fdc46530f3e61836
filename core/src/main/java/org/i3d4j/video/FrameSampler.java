package org.i3d4j.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.Counted;
import org.i3d4j.text.YamlNamed;

/**
 * Which frames of a video make its clips. A video with fewer frames than a clip needs is looped: every index is taken
 * modulo the number of frames, except in {@link Mode#SEGMENTS}, which repeats frames in their place.
 *
 * @param mode how frames are chosen
 * @param frames frames of a clip; in {@link Mode#WHOLE} the most it has
 * @param frameInterval step between the frames of a clip; used by {@link Mode#INTERVAL} and {@link Mode#UNIFORM}, and by
 *     {@link Mode#PART} only to keep the start away from the end of the video
 * @param clips clips per video
 * @param frameRate frames per second that videos are brought to before frames are counted; 0: as they are stored
 */
public record FrameSampler(Mode mode, int frames, int frameInterval, int clips, double frameRate) {
    /** The shortest clip that I3D takes: ceil(T/8)-1 steps of its logits have to be at least one. */
    private static final int SHORTEST_WHOLE = 9;

    /** The ways of choosing frames. */
    public enum Mode implements YamlNamed {
        /** Consecutive frames from a random start. */
        PART,
        /** Random frames without replacement, in order of time. */
        DISCRETE,
        /** Frames at equal distances over the whole video, from a random offset. */
        AVERAGE,
        /** Frames {@code frameInterval} apart from a random start. */
        INTERVAL,
        /** Frames {@code frameInterval} apart, in clips spread evenly over the video; nothing is random. */
        UNIFORM,
        /** All frames in order as one clip; of a longer video the middle ones. Nothing is random. */
        WHOLE,
        /** One random frame of each of equal segments of the video, as temporal segment networks do. */
        SEGMENTS;

        /** Whether the frames of a long video are drawn, all or where they begin. */
        public boolean isRandom() {
            return this != UNIFORM && this != WHOLE;
        }
    }

    public FrameSampler {
        if (frames < 1 || frameInterval < 1 || clips < 1) {
            throw new ConfigException("frames, frame interval and clips must be at least 1; found " + frames + ", "
                    + frameInterval + " and " + clips);
        }
        if (!(frameRate >= 0 && frameRate < Double.POSITIVE_INFINITY)) {
            throw new ConfigException("the frame rate must be at least 0, found " + frameRate);
        }
        if (mode == Mode.WHOLE && clips != 1) {
            throw new ConfigException("mode 'whole' takes a video as one clip, found " + Counted.of(clips, "clip"));
        }
    }

    /** A sampler of frames as they are stored. */
    public FrameSampler(Mode mode, int frames, int frameInterval, int clips) {
        this(mode, frames, frameInterval, clips, 0);
    }

    /**
     * Frames, at {@link #frameRate} if that is set, from the first to the last of a clip, both counted: a video of fewer
     * gives clips that repeat some.
     */
    public int framesOfClip() {
        long steps = mode == Mode.INTERVAL || mode == Mode.UNIFORM ? frameInterval : 1;
        return mode == Mode.WHOLE ? SHORTEST_WHOLE : (int) Math.min(Integer.MAX_VALUE, (frames - 1) * steps + 1);
    }

    /**
     * Chooses the frames of each clip, at {@link #frameRate()}.
     *
     * @param frameCount frames of the video, at least 1
     * @param frameSeconds when a frame is shown, in seconds from the first
     * @return per clip {@link #frames()} indices in [0, frameCount), in mode {@link Mode#WHOLE} perhaps fewer; the
     *     caller's
     */
    public List<int[]> sample(int frameCount, IntToDoubleFunction frameSeconds, RandomGenerator random) {
        if (frameRate == 0) {
            return sampleStored(frameCount, random);
        }
        ResampledFrames resampled = new ResampledFrames(frameCount, frameSeconds, frameRate);
        return sampleStored(resampled.count(), random).stream()
                .map(clip -> Arrays.stream(clip).map(resampled::source).toArray())
                .toList();
    }

    /**
     * Chooses the frames of each clip of a video whose times don't matter.
     *
     * @throws IllegalStateException if there is a frame rate to bring it to
     */
    public List<int[]> sample(int frameCount, RandomGenerator random) {
        if (frameRate != 0) {
            throw new IllegalStateException("a frame rate of " + frameRate + " needs the times of the frames");
        }
        return sampleStored(frameCount, random);
    }

    private List<int[]> sampleStored(int frameCount, RandomGenerator random) {
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
            case UNIFORM -> uniform(frameCount);
            case WHOLE -> List.of(whole(frameCount));
            case SEGMENTS -> segments(frameCount, random);
        };
    }

    /** Of all places a clip can start at, the middles of {@link #clips()} equal parts. */
    private List<int[]> uniform(int frameCount) {
        long span = (long) (frames - 1) * frameInterval + 1;
        long starts = Math.max(frameCount - span, 0) + 1;
        List<int[]> sampled = new ArrayList<>(clips);
        for (int clip = 0; clip < clips; clip++) {
            long start = (2L * clip + 1) * starts / (2L * clips);
            sampled.add(indices(i -> (int) ((start + (long) i * frameInterval) % frameCount)));
        }
        return sampled;
    }

    private int[] whole(int frameCount) {
        int taken = Math.min(frameCount, frames);
        int first = (frameCount - taken) / 2;
        int length = Math.max(taken, Math.min(SHORTEST_WHOLE, frames));
        return IntStream.range(0, length).map(i -> first + i % taken).toArray();
    }

    private List<int[]> segments(int frameCount, RandomGenerator random) {
        List<int[]> sampled = new ArrayList<>(clips);
        for (int clip = 0; clip < clips; clip++) {
            sampled.add(indices(i -> {
                int from = (int) ((long) i * frameCount / frames);
                int to = (int) ((i + 1L) * frameCount / frames);
                return from + random.nextInt(Math.max(to - from, 1));
            }));
        }
        return sampled;
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
