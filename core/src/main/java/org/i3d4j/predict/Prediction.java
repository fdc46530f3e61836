package org.i3d4j.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.metrics.Softmax;
import org.i3d4j.metrics.TopK;

/** What a network says of one video or clip. */
public final class Prediction {
    private final Path input;
    private final int frames;
    private final float[] logits;
    private final ClassLabels labels;

    /**
     * @param input what was classified
     * @param frames frames seen
     * @param logits one score per class; kept, not copied
     * @param labels names of the classes
     */
    Prediction(Path input, int frames, float[] logits, ClassLabels labels) {
        this.input = input;
        this.frames = frames;
        this.logits = logits;
        this.labels = labels;
    }

    public Path input() {
        return input;
    }

    /** Frames the network saw. */
    public int frames() {
        return frames;
    }

    /** The most probable class. */
    public ClassScore best() {
        return top(1).get(0);
    }

    /** The {@code k} most probable classes, best first; all, if there are fewer. */
    public List<ClassScore> top(int k) {
        double[] probabilities = Softmax.of(logits);
        return IntStream.of(TopK.of(logits, Math.min(k, logits.length)))
                .mapToObj(c -> new ClassScore(c, labels.name(c), probabilities[c], logits[c]))
                .toList();
    }

    /** A copy of the scores, one per class, averaged over time and space. */
    public float[] logits() {
        return logits.clone();
    }
}
