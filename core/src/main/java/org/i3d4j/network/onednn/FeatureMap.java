package org.i3d4j.network.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.i3d4j.architecture.Extent;

/**
 * What a step puts out, or some of its channels.
 *
 * @param region where its values lie
 * @param order how
 * @param layout the same, exactly
 * @param clips N
 * @param channels C
 * @param size T, H, W
 * @param unit what a value of 1 stands for; not 1 only for integers
 */
record FeatureMap(
        Region region, format_tag order, memory.desc layout, int clips, int channels, Extent size, float unit) {

    /** N, C, T, H, W. */
    long[] dims() {
        return dims(clips, channels, size);
    }

    static long[] dims(int clips, int channels, Extent size) {
        return new long[] {clips, channels, size.time(), size.height(), size.width()};
    }

    /** The same values by other coordinates. */
    FeatureMap seenAs(memory.desc other) {
        return new FeatureMap(region, order, other, clips, channels, size, unit);
    }

    /** Whether these are all channels of the region. */
    boolean isWhole() {
        return layout.equals(new memory.desc(dims(), layout.get_data_type(), order));
    }

    /** One clip of them, in place. */
    FeatureMap clip(int index) {
        memory.desc part = layout.submemory_desc(dims(1, channels, size), new long[] {index, 0, 0, 0, 0});
        return new FeatureMap(region, order, part, 1, channels, size, unit);
    }

    /** {@code count} channels from {@code first} on, in place. */
    FeatureMap slice(int first, int count) {
        memory.desc part = layout.submemory_desc(dims(clips, count, size), new long[] {0, first, 0, 0, 0});
        return new FeatureMap(region, order, part, clips, count, size, unit);
    }
}
