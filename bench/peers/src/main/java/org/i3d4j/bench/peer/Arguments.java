package org.i3d4j.bench.peer;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.i3d4j.bench.measure.Stopwatch;

/**
 * How a peer is to be run.
 *
 * @param shapeNcthw N, C, T, H, W
 */
record Arguments(Shape shapeNcthw, Stopwatch stopwatch) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    /** N, C, T, H, W of a batch. */
    record Shape(int clips, int channels, int frames, int height, int width) {
        long[] sides() {
            return new long[] {clips, channels, frames, height, width};
        }

        int values() {
            return Math.toIntExact((long) clips * channels * frames * height * width);
        }

        @Override
        public String toString() {
            return clips + "x" + channels + "x" + frames + "x" + height + "x" + width;
        }
    }

    /** Reads {@code N,C,T,H,W WARMUPS RUNS}. */
    static Arguments of(String shape, String warmUps, String runs) {
        int[] sides = NUMBER.matcher(shape)
                .results()
                .map(MatchResult::group)
                .mapToInt(Integer::parseInt)
                .toArray();
        if (sides.length != 5) {
            throw new IllegalArgumentException("expected N,C,T,H,W, found " + shape);
        }
        return new Arguments(
                new Shape(sides[0], sides[1], sides[2], sides[3], sides[4]),
                new Stopwatch(Integer.parseInt(warmUps), Integer.parseInt(runs)));
    }
}
