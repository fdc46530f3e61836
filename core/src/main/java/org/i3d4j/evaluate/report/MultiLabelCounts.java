package org.i3d4j.evaluate.report;

import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.VideoPrediction;

/** How often classes occur where a video can have several. */
final class MultiLabelCounts {
    private MultiLabelCounts() {}

    /** Number of videos of each class of the network. */
    static long[] videosOfClasses(Evaluation evaluation) {
        long[] videos = new long[evaluation.averagePrecisions().size()];
        for (VideoPrediction prediction : evaluation.predictions()) {
            prediction.labels().forEach(label -> videos[label]++);
        }
        return videos;
    }
}
