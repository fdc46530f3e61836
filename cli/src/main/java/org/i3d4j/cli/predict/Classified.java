package org.i3d4j.cli.predict;

import java.util.List;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.TwoStreamPrediction;

/**
 * What a network, or two, make of an input.
 *
 * @param predictions of its clips; a video is one
 * @param streams of each of them, what either stream alone says; empty of one network
 */
record Classified(List<Prediction> predictions, List<TwoStreamPrediction> streams) {

    static Classified ofOne(List<Prediction> predictions) {
        return new Classified(predictions, List.of());
    }

    static Classified ofBoth(List<TwoStreamPrediction> streams) {
        return new Classified(streams.stream().map(TwoStreamPrediction::both).toList(), streams);
    }
}
