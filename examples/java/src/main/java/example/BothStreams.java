package example;

import java.nio.file.Path;
import org.i3d4j.I3d;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.predict.TwoStreamPrediction;
import org.i3d4j.predict.TwoStreamPredictor;

/** A video by its colours and by its motion; i3d4j-flow has to be there to compute the latter. */
final class BothStreams {
    private BothStreams() {}

    static String best(Path rgbCheckpoint, Path flowCheckpoint, Path video) {
        try (I3d rgb = I3d.load(rgbCheckpoint);
                I3d flow = I3d.load(flowCheckpoint)) {
            TwoStreamPredictor both = new TwoStreamPredictor(rgb.predictor(), flow.predictor(), StreamWeights.EQUAL);
            TwoStreamPrediction found = both.classify(video);
            System.out.println(found.rgb().best() + " and " + found.flow().best());
            return found.both().best().name();
        }
    }
}
