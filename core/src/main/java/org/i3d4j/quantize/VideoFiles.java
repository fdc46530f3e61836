package org.i3d4j.quantize;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.network.Network;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Predictor;

/**
 * Videos of unknown class, all frames of each, as {@link Predictor} reads them.
 *
 * @param model whose preprocessing is used
 */
record VideoFiles(SavedModel model, List<Path> files) implements SideBySide {
    VideoFiles {
        files = List.copyOf(files);
    }

    @Override
    public int videos() {
        return files.size();
    }

    @Override
    public List<SkippedVideo> run(List<Network> networks, Receiver receiver, IntConsumer progress) {
        List<Predictor> predictors = networks.stream()
                .map(network -> new Predictor(network, model.preprocessing().transforms(), ClassLabels.of(model)))
                .toList();
        List<SkippedVideo> skipped = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            try {
                receiver.accept(
                        VideoSample.UNLABELLED,
                        predictors.stream()
                                .map(predictor -> predictor.classify(file))
                                .map(Prediction::logits)
                                .toList());
            } catch (VideoException | ShapeException e) {
                skipped.add(new SkippedVideo(file, String.valueOf(e.getMessage())));
            }
            progress.accept(i + 1);
        }
        if (skipped.size() == files.size()) {
            throw new VideoException("not one video could be used; the first: "
                    + skipped.get(0).file() + ": " + skipped.get(0).reason());
        }
        return skipped;
    }
}
