package org.i3d4j.metrics;

/** Top-1, top-5 and mean class accuracy of a run over samples with one label each. Ranks as {@link TopK}. */
public final class Accuracy {
    private static final int TOP_5 = 5;

    private final ConfusionMatrix confusion;
    private long samples;
    private long top1Hits;
    private long top5Hits;

    public Accuracy(int classes) {
        this.confusion = new ConfusionMatrix(classes);
    }

    /**
     * Counts one sample.
     *
     * @param scores one per class; logits or probabilities
     * @param label the true class
     * @throws IllegalArgumentException for another number of scores
     * @throws IndexOutOfBoundsException if there is no class {@code label}
     */
    public void add(float[] scores, int label) {
        if (scores.length != confusion.classes()) {
            throw new IllegalArgumentException(scores.length + " scores for " + confusion.classes() + " classes");
        }
        confusion.add(label, TopK.of(scores, 1)[0]);
        int rank = TopK.rank(scores, label);
        samples++;
        top1Hits += rank < 1 ? 1 : 0;
        top5Hits += rank < TOP_5 ? 1 : 0;
    }

    public long samples() {
        return samples;
    }

    /** Share of samples whose label came first, in [0, 1]; NaN without samples. */
    public double top1() {
        return (double) top1Hits / samples;
    }

    /** Share of samples whose label was among the first five, in [0, 1]; NaN without samples. */
    public double top5() {
        return (double) top5Hits / samples;
    }

    /** Mean recall over the classes that have samples, in [0, 1]; NaN without samples. */
    public double meanClassAccuracy() {
        return confusion.meanClassAccuracy();
    }

    /** What was taken for what so far; grows with this. */
    public ConfusionMatrix confusion() {
        return confusion;
    }
}
