package org.i3d4j.architecture;

import java.util.stream.Stream;

/**
 * Max pooling; padding never wins.
 *
 * @param name the endpoint, as {@code MaxPool3d_2a_3x3}
 * @param window what it sees
 */
public record MaxPool(String name, KernelWindow window) implements Stage {

    /** With 'SAME' padding. */
    public MaxPool(String name, Extent kernel, Extent stride) {
        this(name, new KernelWindow(kernel, stride, PaddingRule.SAME));
    }

    public Extent kernel() {
        return window.kernel();
    }

    public Extent stride() {
        return window.stride();
    }

    @Override
    public int outputChannels(int inputChannels) {
        return inputChannels;
    }

    @Override
    public Extent outputSize(Extent input) {
        return window.outputSize(input);
    }

    @Override
    public Stream<ConvUnit> units() {
        return Stream.empty();
    }

    @Override
    public Stream<ReadUnit> unitsFor(Extent input) {
        return Stream.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.pooling(this);
    }
}
