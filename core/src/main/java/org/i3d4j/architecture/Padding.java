package org.i3d4j.architecture;

/**
 * Positions that windows see in front of and behind a feature map, which count as 0 to a convolution and never win in
 * max pooling.
 *
 * @param time frames
 * @param height rows
 * @param width columns
 */
public record Padding(AxisPadding time, AxisPadding height, AxisPadding width) {

    /** T, H, W. */
    public long[] before() {
        return new long[] {time.before(), height.before(), width.before()};
    }

    /** T, H, W. */
    public long[] after() {
        return new long[] {time.after(), height.after(), width.after()};
    }
}
