package org.i3d4j.predict;

import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.metrics.Sigmoid;
import org.i3d4j.metrics.Softmax;
import org.i3d4j.metrics.TopK;

/** One score per class, and the names of the classes. */
final class Scores {
    private final float[] logits;
    private final ClassLabels labels;

    /** @param logits kept, not copied */
    Scores(float[] logits, ClassLabels labels) {
        this.logits = logits;
        this.labels = labels;
    }

    ClassScore best() {
        return top(1).get(0);
    }

    /** The {@code k} most probable classes, best first; all, if there are fewer. */
    List<ClassScore> top(int k) {
        double[] probabilities = probabilities();
        return IntStream.of(TopK.of(logits, Math.min(k, logits.length)))
                .mapToObj(c -> score(c, probabilities[c]))
                .toList();
    }

    ClassScore of(int classIndex) {
        return score(classIndex, probabilities()[classIndex]);
    }

    double[] probabilities() {
        return labels.exclusive() ? Softmax.of(logits) : Sigmoid.of(logits);
    }

    private ClassScore score(int classIndex, double probability) {
        return new ClassScore(classIndex, labels.name(classIndex), probability, logits[classIndex]);
    }

    /** Others for the same classes; kept, not copied. */
    Scores withLogits(float[] others) {
        return new Scores(others, labels);
    }

    /** A copy. */
    float[] logits() {
        return logits.clone();
    }
}
