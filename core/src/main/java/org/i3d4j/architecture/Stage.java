package org.i3d4j.architecture;

import java.util.stream.Stream;

/** One row of the table: something with a name that turns a feature map into another. All windows are 'SAME' padded. */
public sealed interface Stage permits ConvUnit, MaxPool, Mixed {

    /** The endpoint's usual name, as {@code Mixed_3b}; inside a block with the branch, as {@code Mixed_3b.b1a}. */
    String name();

    /** Channels after this stage, for {@code inputChannels} before it. */
    int outputChannels(int inputChannels);

    /** Size of the feature map after this stage. */
    Extent outputSize(Extent input);

    /** The convolution units in here, in the order of the published state dicts. */
    Stream<ConvUnit> units();
}
