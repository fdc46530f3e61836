package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory;
import org.i3d4j.architecture.Extent;

/**
 * What a step puts out.
 *
 * @param region where its values lie
 * @param layout how
 * @param clips N
 * @param channels C
 * @param size T, H, W
 * @param unit what a value of 1 stands for; not 1 only for integers
 * @param bytes from the start of the region to the first value
 */
public record FeatureMap(
        Region region, memory.desc layout, int clips, int channels, Extent size, float unit, long bytes) {

    /** N, C, T, H, W. */
    public static long[] dims(int clips, int channels, Extent size) {
        return new long[] {clips, channels, size.time(), size.height(), size.width()};
    }

    public StepArgument as(int argument) {
        return new StepArgument(argument, region, layout, bytes);
    }

    /** The same values by other coordinates. */
    public FeatureMap seenAs(memory.desc other) {
        return new FeatureMap(region, other, clips, channels, size, unit, bytes);
    }
}
