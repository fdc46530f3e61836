package org.i3d4j.metrics;

import java.util.OptionalDouble;

/** How often and how closely answers agree with those of a reference to the same inputs, and how often they are right. */
public final class Agreement {
    private long answers;
    private long same;
    private long labelled;
    private long right;
    private double squaredDifference;
    private double squaredReference;

    /**
     * Adds the answers to one input whose class is known.
     *
     * @param reference logits, one per class
     * @param found as many
     */
    public void add(float[] reference, float[] found, int label) {
        add(reference, found);
        labelled++;
        right += best(found) == label ? 1 : 0;
    }

    /** Adds the answers to one input. */
    public void add(float[] reference, float[] found) {
        if (reference.length != found.length) {
            throw new IllegalArgumentException(reference.length + " logits against " + found.length);
        }
        answers++;
        same += best(reference) == best(found) ? 1 : 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = (double) found[i] - reference[i];
            squaredDifference += difference * difference;
            squaredReference += (double) reference[i] * reference[i];
        }
    }

    private static int best(float[] scores) {
        return TopK.of(scores, 1)[0];
    }

    public long answers() {
        return answers;
    }

    /** Share of the inputs of known class whose class came first, in [0, 1]; empty without such inputs. */
    public OptionalDouble top1() {
        return labelled == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / labelled);
    }

    /** Share of the inputs for which the same class came first, in [0, 1]; NaN without inputs. */
    public double sameTop1() {
        return (double) same / answers;
    }

    /** Euclidean norm of the difference of all logits over that of the reference's; NaN without inputs. */
    public double relativeDifference() {
        return Math.sqrt(squaredDifference / squaredReference);
    }
}
