package org.i3d4j.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.text.Counted;

/**
 * Two-stream I3D: classifies a video by its colours and by its optical flow, and adds the logits. Borrows the networks of both
 * predictors, and is safe for use by several threads if they are.
 */
public final class TwoStreamPredictor {
    private final Predictor rgb;
    private final Predictor flow;
    private final StreamWeights weights;

    /**
     * Of two predictors, as {@code rgb.predictor()} and {@code flow.predictor()} of two {@link org.i3d4j.I3d}.
     *
     * @param rgb of a network of RGB
     * @param flow of a network of optical flow; that of videos is computed, or read as {@link Predictor#withFlowFolder} says
     * @throws ShapeException if their classes have other names or another order
     */
    public TwoStreamPredictor(Predictor rgb, Predictor flow, StreamWeights weights) {
        List<String> ofRgb = rgb.labels().names();
        List<String> ofFlow = flow.labels().names();
        if (!ofRgb.isEmpty() && !ofFlow.isEmpty() && !ofRgb.equals(ofFlow)) {
            throw new ShapeException("the streams have classes of other names; expected the same, in the same order");
        }
        this.rgb = rgb;
        this.flow = flow;
        this.weights = weights;
    }

    /**
     * Classifies a video by all of its frames.
     *
     * @throws VideoException if it can't be read, or has a single frame
     * @throws ShapeException if its frames don't fit the networks, or these have other numbers of classes
     */
    public TwoStreamPrediction classify(Path video) {
        return together(rgb.classify(video), flow.classify(video));
    }

    /** As {@link #classify(Path)}, wherever the video lies. */
    public TwoStreamPrediction classify(VideoSource video) {
        return together(rgb.classify(video), flow.classify(video));
    }

    /**
     * Classifies the clips of two {@code .npy} files, as {@link Predictor#classifyArray} reads them: clip i of the one is clip i of the
     * other.
     *
     * @return one for each clip
     * @throws VideoException if one can't be read, or they have other numbers of clips or frames
     * @throws ShapeException if they don't fit the networks
     */
    public List<TwoStreamPrediction> classifyArrays(Path rgbClips, Path flowClips) {
        return together(rgb.classifyArray(rgbClips), flow.classifyArray(flowClips), flowClips);
    }

    /**
     * Puts together what the streams say of one video.
     *
     * @throws VideoException if their frames can't be of one video
     * @throws ShapeException if they have other numbers of classes
     */
    public TwoStreamPrediction together(Prediction ofRgb, Prediction ofFlow) {
        return TwoStreamPrediction.of(ofRgb, ofFlow, weights);
    }

    /**
     * Puts together what the streams say of some clips.
     *
     * @param flowClips what errors call those of flow
     * @throws VideoException if there are more of the one, or their frames can't be of one video
     */
    public List<TwoStreamPrediction> together(List<Prediction> ofRgb, List<Prediction> ofFlow, Path flowClips) {
        if (ofRgb.size() != ofFlow.size()) {
            throw new VideoException(flowClips + ": holds " + Counted.of(ofFlow.size(), "clip")
                    + " of optical flow; expected " + ofRgb.size() + ", as there are of RGB");
        }
        return IntStream.range(0, ofRgb.size())
                .mapToObj(clip -> together(ofRgb.get(clip), ofFlow.get(clip)))
                .toList();
    }

    /**
     * Classifies all windows of a video: first by its colours, then by its flow.
     *
     * @param video of RGB
     * @param ofFlow the same, or where its flow is stored
     * @param batch windows given to a network at a time
     * @param listener is told every window by both streams as it is known, in order
     * @throws VideoException if one can't be read, or is no flow of the other
     * @throws ShapeException if the window or the frames don't fit the networks
     */
    public TwoStreamTimeline timeline(
            Path video, Path ofFlow, SlidingWindow window, int batch, Consumer<WindowPrediction> listener) {
        Timeline byRgb = rgb.sliding(window, batch).timeline(video);
        List<WindowPrediction> both = new ArrayList<>();
        Timeline byFlow = flow.sliding(window, batch).timelineOf(ofFlow, byRgb.frames(), found -> {
            // A longer one is refused at its end, when its length is known.
            if (both.size() < byRgb.windows().size()) {
                WindowPrediction ofBoth = together(byRgb.windows().get(both.size()), found);
                both.add(ofBoth);
                listener.accept(ofBoth);
            }
        });
        Prediction whole = together(byRgb.whole(), byFlow.whole()).both();
        return new TwoStreamTimeline(byRgb, byFlow, byRgb.with(both, whole, byFlow.damage()));
    }

    private WindowPrediction together(WindowPrediction ofRgb, WindowPrediction ofFlow) {
        return ofRgb.withLogits(weights.sum(ofRgb.logits(), ofFlow.logits()));
    }
}
