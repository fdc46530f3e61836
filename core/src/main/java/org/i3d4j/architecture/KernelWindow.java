package org.i3d4j.architecture;

/**
 * What a layer sees of its input for each position that it puts out.
 *
 * @param kernel its size, in frames and pixels
 * @param stride steps from one to the next
 * @param rule how far the outer ones reach beyond the input
 */
public record KernelWindow(Extent kernel, Extent stride, PaddingRule rule) {

    /** The padding of an input of {@code size}. */
    public Padding padding(Extent size) {
        return new Padding(
                rule.of(size.time(), kernel.time(), stride.time()),
                rule.of(size.height(), kernel.height(), stride.height()),
                rule.of(size.width(), kernel.width(), stride.width()));
    }

    /**
     * How many there are in an input of {@code size}.
     *
     * @throws org.i3d4j.error.ShapeException if none fits
     */
    public Extent outputSize(Extent size) {
        return new Extent(
                rule.outputSize(size.time(), kernel.time(), stride.time()),
                rule.outputSize(size.height(), kernel.height(), stride.height()),
                rule.outputSize(size.width(), kernel.width(), stride.width()));
    }
}
