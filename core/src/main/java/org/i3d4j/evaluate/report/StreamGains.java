package org.i3d4j.evaluate.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.metrics.ClassFigures;

/**
 * What each stream makes of the classes that have videos: accuracy, or average precision where a video can have several classes.
 *
 * @param label of the class
 * @param videos of it
 * @param rgb by RGB alone, in [0, 1]
 * @param flow by optical flow alone
 * @param both by both
 */
record StreamGains(int label, long videos, double rgb, double flow, double both) {
    private static final double DIGITS = 1e12;

    /** Of all classes that have videos, those first that the second stream helped most. */
    static List<StreamGains> of(TwoStreamEvaluation streams) {
        Evaluation both = streams.both();
        long[] ofSeveral = both.multiLabel() ? MultiLabelCounts.videosOfClasses(both) : new long[0];
        return IntStream.range(0, both.scores().classes())
                .mapToObj(label -> new StreamGains(
                        label,
                        both.multiLabel() ? ofSeveral[label] : both.confusion().support(label),
                        share(streams.rgb(), label),
                        share(streams.flow(), label),
                        share(both, label)))
                .filter(gains -> gains.videos() > 0)
                .sorted(Comparator.comparingDouble(StreamGains::gain).reversed())
                .toList();
    }

    /** What flow adds to RGB, below 0 where it takes; without the noise of a difference of shares. */
    double gain() {
        return Math.round((both - rgb) * DIGITS) / DIGITS;
    }

    private static double share(Evaluation evaluation, int label) {
        return evaluation.multiLabel()
                ? evaluation.averagePrecisions().get(label)
                : new ClassFigures(evaluation.confusion(), label).recall();
    }
}
