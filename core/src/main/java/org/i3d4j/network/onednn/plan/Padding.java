package org.i3d4j.network.onednn.plan;

import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.SamePadding;

/**
 * Positions that a window sees in front of and behind a feature map, which count as 0 to a convolution and never win in
 * max pooling.
 *
 * @param time frames
 * @param height rows
 * @param width columns
 */
public record Padding(SamePadding time, SamePadding height, SamePadding width) {

    /** 'SAME' padding of a map of {@code size}. */
    public static Padding same(Extent size, Extent kernel, Extent stride) {
        return new Padding(
                SamePadding.of(size.time(), kernel.time(), stride.time()),
                SamePadding.of(size.height(), kernel.height(), stride.height()),
                SamePadding.of(size.width(), kernel.width(), stride.width()));
    }

    /** T, H, W. */
    public long[] before() {
        return new long[] {time.before(), height.before(), width.before()};
    }

    /** T, H, W. */
    public long[] after() {
        return new long[] {time.after(), height.after(), width.after()};
    }
}
