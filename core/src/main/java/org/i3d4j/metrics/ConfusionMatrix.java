package org.i3d4j.metrics;

/** How often each class was taken for which: rows are true classes, columns predictions. */
public final class ConfusionMatrix {
    private final int classes;
    private final long[] counts;

    /** @throws IllegalArgumentException if there is no class */
    public ConfusionMatrix(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("a confusion matrix of " + classes + " classes");
        }
        this.classes = classes;
        this.counts = new long[Math.multiplyExact(classes, classes)];
    }

    /**
     * Counts one sample.
     *
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public void add(int trueClass, int predictedClass) {
        counts[index(trueClass, predictedClass)]++;
    }

    public int classes() {
        return classes;
    }

    /** Samples of {@code trueClass} that were taken for {@code predictedClass}. */
    public long count(int trueClass, int predictedClass) {
        return counts[index(trueClass, predictedClass)];
    }

    /** Samples of {@code trueClass}. */
    public long support(int trueClass) {
        long support = 0;
        for (int predicted = 0; predicted < classes; predicted++) {
            support += count(trueClass, predicted);
        }
        return support;
    }

    /** Samples that were taken for {@code predictedClass}, rightly or not. */
    public long predicted(int predictedClass) {
        long predicted = 0;
        for (int truth = 0; truth < classes; truth++) {
            predicted += count(truth, predictedClass);
        }
        return predicted;
    }

    /** All samples. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** Share of the samples of {@code trueClass} that were recognised; NaN if it has none. */
    public double recall(int trueClass) {
        return (double) count(trueClass, trueClass) / support(trueClass);
    }

    /** Share of all samples that were recognised; NaN without samples. */
    public double accuracy() {
        long right = 0;
        for (int c = 0; c < classes; c++) {
            right += count(c, c);
        }
        return (double) right / total();
    }

    /** Mean recall over the classes that have samples; NaN without samples. */
    public double meanClassAccuracy() {
        double sum = 0;
        int supported = 0;
        for (int c = 0; c < classes; c++) {
            if (support(c) > 0) {
                sum += recall(c);
                supported++;
            }
        }
        return sum / supported;
    }

    private int index(int trueClass, int predictedClass) {
        if (trueClass < 0 || trueClass >= classes || predictedClass < 0 || predictedClass >= classes) {
            throw new IndexOutOfBoundsException(
                    "class " + trueClass + " taken for " + predictedClass + ", of " + classes + " classes");
        }
        return trueClass * classes + predictedClass;
    }
}
