package org.i3d4j.network.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.SamePadding;

/**
 * The clips of few channels that the first convolution reads, its columns two by two as channels: twice the channels and half
 * the width, which fills the multiply-add units better. As {@link Kernel#onColumnPairs}.
 */
final class ColumnPairs {
    private final ConvUnit unit;
    private final int channels;
    private final Extent clip;
    private final Padding padding;

    ColumnPairs(ConvUnit unit, Extent clip) {
        this.unit = unit;
        this.channels = unit.inputChannels();
        this.clip = clip;
        this.padding = Padding.same(clip, unit.kernel(), unit.stride());
    }

    /** Whether there is no column left over, and windows begin with whole pairs. */
    boolean fit() {
        return unit.stride().width() == 2
                && clip.width() % 2 == 0
                && padding.width().before() % 2 == 0;
    }

    /** T, H, W / 2. */
    Extent size() {
        return new Extent(clip.time(), clip.height(), clip.width() / 2);
    }

    Extent stride() {
        return new Extent(unit.stride().time(), unit.stride().height(), 1);
    }

    Padding padding() {
        int before = padding.width().before() / 2;
        int pairs = (unit.kernel().width() + 1) / 2;
        int outputs = unit.outputSize(clip).width();
        int after = outputs - 1 + pairs - size().width() - before;
        return new Padding(padding.time(), padding.height(), new SamePadding(before, after));
    }

    /** Adds the step that reads the caller's clips, and returns what it puts out: channels last, as {@code type}. */
    FeatureMap read(PlanBuilder plan, data_type type, float unitValue) {
        FeatureMap pairs = plan.map(2 * channels, size(), type, format_tag.ndhwc, unitValue);
        long[] dims = {plan.clips(), 2, channels, clip.time(), clip.height(), size().width()};
        long plane = (long) clip.height() * clip.width();
        long volume = clip.time() * plane;
        memory.desc from =
                new memory.desc(dims, data_type.f32, new long[] {channels * volume, 1, volume, plane, clip.width(), 2});
        long row = 2L * channels * size().width();
        long[] strides = {channels * volume, channels, 1, row * clip.height(), row, 2L * channels};
        FeatureMap to = pairs.seenAs(new memory.desc(dims, type, strides));
        plan.reorder(unit.name() + ".input", plan.clips(from, channels, clip), to);
        return pairs;
    }
}
