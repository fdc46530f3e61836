package org.i3d4j.architecture;

import java.util.stream.Stream;

/**
 * Convolution without bias, batch norm, and mostly ReLU.
 *
 * @param name state-dict prefix, as {@code Conv3d_1a_7x7} or {@code Mixed_3b.b1a}
 * @param inputChannels channels read
 * @param channels channels written
 * @param window what it sees
 * @param rectified whether ReLU follows
 */
public record ConvUnit(String name, int inputChannels, int channels, KernelWindow window, boolean rectified)
        implements Stage {

    /** With 'SAME' padding and ReLU. */
    public ConvUnit(String name, int inputChannels, int channels, Extent kernel, Extent stride) {
        this(name, inputChannels, channels, new KernelWindow(kernel, stride, PaddingRule.SAME), true);
    }

    public Extent kernel() {
        return window.kernel();
    }

    public Extent stride() {
        return window.stride();
    }

    @Override
    public int outputChannels(int unused) {
        return channels;
    }

    @Override
    public Extent outputSize(Extent input) {
        return window.outputSize(input);
    }

    @Override
    public Stream<ConvUnit> units() {
        return Stream.of(this);
    }

    @Override
    public Stream<ReadUnit> unitsFor(Extent input) {
        return Stream.of(new ReadUnit(this, input));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.convolution(this);
    }
}
