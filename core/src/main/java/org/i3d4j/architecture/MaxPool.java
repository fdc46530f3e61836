package org.i3d4j.architecture;

import java.util.stream.Stream;

/**
 * Max pooling; padding never wins.
 *
 * @param name the endpoint, as {@code MaxPool3d_2a_3x3}
 * @param kernel window, in frames and pixels
 * @param stride steps between windows
 */
public record MaxPool(String name, Extent kernel, Extent stride) implements Stage {

    @Override
    public int outputChannels(int inputChannels) {
        return inputChannels;
    }

    @Override
    public Extent outputSize(Extent input) {
        return input.zip(stride, SamePadding::outputSize);
    }

    @Override
    public Stream<ConvUnit> units() {
        return Stream.empty();
    }
}
