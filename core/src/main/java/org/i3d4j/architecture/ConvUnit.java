package org.i3d4j.architecture;

import java.util.stream.Stream;

/**
 * Convolution without bias, batch norm, ReLU.
 *
 * @param name state-dict prefix, as {@code Conv3d_1a_7x7} or {@code Mixed_3b.b1a}
 * @param inputChannels channels read
 * @param channels channels written
 * @param kernel window, in frames and pixels
 * @param stride steps between windows
 */
public record ConvUnit(String name, int inputChannels, int channels, Extent kernel, Extent stride) implements Stage {

    @Override
    public int outputChannels(int unused) {
        return channels;
    }

    @Override
    public Extent outputSize(Extent input) {
        return input.zip(stride, SamePadding::outputSize);
    }

    @Override
    public Stream<ConvUnit> units() {
        return Stream.of(this);
    }
}
