package org.i3d4j.architecture;

import java.util.stream.Stream;

/** One row of the table: something with a name that turns a feature map into another. */
public sealed interface Stage permits ConvUnit, MaxPool, Mixed, NonLocal, Residual {

    /** The endpoint's usual name, as {@code Mixed_3b}; inside a block with the branch, as {@code Mixed_3b.b1a}. */
    String name();

    /** Channels after this stage, for {@code inputChannels} before it. */
    int outputChannels(int inputChannels);

    /** Size of the feature map after this stage. */
    Extent outputSize(Extent input);

    /** The convolution units in here, in the order of the published state dicts. */
    Stream<ConvUnit> units();

    /** The same with what they read when this stage reads {@code input}. */
    Stream<ReadUnit> unitsFor(Extent input);

    /** Multiply-adds for one clip when this stage reads {@code input}. */
    default long multiplyAdds(Extent input) {
        return unitsFor(input).mapToLong(ReadUnit::multiplyAdds).sum();
    }

    /** Has {@code visitor} do what it does for this kind of stage. */
    <R> R accept(Visitor<R> visitor);

    /**
     * Something to do for each kind of stage.
     *
     * @param <R> what that gives
     */
    interface Visitor<R> {
        R convolution(ConvUnit unit);

        R pooling(MaxPool pool);

        R inception(Mixed block);

        R residual(Residual block);

        R nonLocal(NonLocal block);
    }
}
