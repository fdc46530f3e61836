package org.i3d4j.evaluate.scores;

import java.util.List;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;

/** Evaluations by a judge of colors, two clips a video. */
final class SomeScores {
    private SomeScores() {}

    static Evaluation evaluate(VideoDataset dataset, Averaging averaging, int classes) {
        return new Evaluator(
                        dataset,
                        new FrameSampler(FrameSampler.Mode.DISCRETE, 8, 1, 2),
                        new TransformChain(List.of(new VideoToTensor())),
                        new LoaderSettings(2, 1, false, false, 0),
                        averaging)
                .evaluate(new MeanColorNetwork(classes), videos -> {});
    }
}
