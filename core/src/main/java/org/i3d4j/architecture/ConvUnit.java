package org.i3d4j.architecture;

import java.util.stream.Stream;

/**
 * Convolution, mostly without bias, batch norm, and mostly ReLU.
 *
 * @param name state-dict prefix, as {@code Conv3d_1a_7x7} or {@code Mixed_3b.b1a}
 * @param inputChannels channels read
 * @param channels channels written
 * @param window what it sees
 * @param form what the sums become
 * @param rectified whether ReLU follows
 */
public record ConvUnit(String name, int inputChannels, int channels, KernelWindow window, Form form, boolean rectified)
        implements Stage {

    /** What becomes of a convolution's sums ahead of ReLU. */
    public enum Form {
        /** Batch norm. */
        NORMALISED(false, true),
        /** A bias is added. */
        BIASED(true, false),
        /** A bias is added, then batch norm, which takes it out again where it measures. */
        BIASED_AND_NORMALISED(true, true);

        private final boolean biased;
        private final boolean normalised;

        Form(boolean biased, boolean normalised) {
            this.biased = biased;
            this.normalised = normalised;
        }

        public boolean isBiased() {
            return biased;
        }

        public boolean isNormalised() {
            return normalised;
        }
    }

    /** With batch norm. */
    public ConvUnit(String name, int inputChannels, int channels, KernelWindow window, boolean rectified) {
        this(name, inputChannels, channels, window, Form.NORMALISED, rectified);
    }

    /** With 'SAME' padding, batch norm and ReLU. */
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
