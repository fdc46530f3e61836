package org.i3d4j.metrics;

import java.util.Optional;

/**
 * What a confusion matrix says of one class; shares in [0, 1].
 *
 * @param matrix of all classes
 * @param index of the class
 */
public record ClassFigures(ConfusionMatrix matrix, int index) {
    public ClassFigures {
        if (index < 0 || index >= matrix.classes()) {
            throw new IndexOutOfBoundsException("class " + index + " of " + matrix.classes());
        }
    }

    /** Samples of the class. */
    public long samples() {
        return matrix.support(index);
    }

    /** Samples of it that were recognised. */
    public long correct() {
        return matrix.count(index, index);
    }

    /** Share of its samples that were recognised, the class's accuracy; NaN if it has none. */
    public double recall() {
        return matrix.recall(index);
    }

    /** Share of the samples taken for it that belong to it; NaN if none was taken for it. */
    public double precision() {
        return (double) correct() / matrix.predicted(index);
    }

    /** Harmonic mean of precision and recall; NaN if the class neither has samples nor was predicted. */
    public double f1() {
        return 2.0 * correct() / (samples() + matrix.predicted(index));
    }

    /** What its samples were most often wrongly taken for; empty without a mistake. */
    public Optional<ConfusedPair> mostFrequentMistake() {
        return ConfusedPair.of(matrix, index).stream().findFirst();
    }
}
