package org.i3d4j.architecture;

/**
 * A convolution unit in a network for clips of a size.
 *
 * @param input size of the feature map that it reads
 */
public record ReadUnit(ConvUnit unit, Extent input) {
    /** Multiply-adds for one clip. */
    public long multiplyAdds() {
        long weights = unit.kernel().volume() * unit.inputChannels() * unit.channels();
        return weights * unit.outputSize(input).volume();
    }
}
