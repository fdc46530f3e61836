package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.TwoStreamPrediction;
import org.i3d4j.predict.heat.ClassMaps;

/**
 * What a network, or two, make of an input.
 *
 * @param predictions of its clips; a video is one
 * @param maps what each place of a video added to a class, if that was asked for
 * @param flow what was read as the optical flow of the input, where that is another file
 * @param streams of each of them, what either stream alone says; empty of one network
 */
record Classified(
        List<Prediction> predictions,
        Optional<ClassMaps> maps,
        Optional<Path> flow,
        List<TwoStreamPrediction> streams) {

    static Classified ofOne(List<Prediction> predictions) {
        return new Classified(predictions, Optional.empty(), Optional.empty(), List.of());
    }

    static Classified ofBoth(List<TwoStreamPrediction> streams) {
        return new Classified(
                streams.stream().map(TwoStreamPrediction::both).toList(), Optional.empty(), Optional.empty(), streams);
    }

    /** The same of an array whose flow is another one. */
    Classified with(Path flowArray) {
        return new Classified(predictions, maps, Optional.of(flowArray), streams);
    }

    /** The same with maps. */
    Classified with(ClassMaps made) {
        return new Classified(predictions, Optional.of(made), flow, streams);
    }
}
