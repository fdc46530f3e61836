package org.i3d4j;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.ConfiguredSplit;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Predictor;
import org.i3d4j.predict.SlidingWindow;
import org.i3d4j.predict.Timeline;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoToTensor;

/**
 * Video action recognition in three lines:
 *
 * <pre>{@code
 * try (I3d i3d = I3d.load(Path.of("best.safetensors"))) {
 *     System.out.println(i3d.classify(Path.of("video.mp4")).best().name());
 * }
 * }</pre>
 *
 * <p>Owns the network and its native memory. Several threads may use it: videos are read side by side, while the network, which
 * takes all cores, computes for one at a time. Once closed, it throws {@link IllegalStateException}.
 */
public final class I3d implements AutoCloseable {
    /** How the published models are tested: short side 256, centre 224x224. */
    private static final TransformChain PUBLISHED_EVALUATION = new TransformChain(List.of(
            new VideoShortEdgeResize(256, Interpolation.BILINEAR), new VideoCenterCrop(224, 224), new VideoToTensor()));

    private final SavedModel model;
    private final Network network;
    private final Predictor predictor;

    private I3d(SavedModel model, Network network, ClassLabels labels) {
        this.model = model;
        this.network = network;
        this.predictor = new Predictor(network, transformsOf(model), labels);
    }

    /**
     * Loads a checkpoint for use on the CPU, in float32.
     *
     * @throws org.i3d4j.error.WeightsException if it is missing, damaged or not of an I3D network
     */
    public static I3d load(Path checkpoint) {
        return load(Checkpoints.read(checkpoint), Compute.DEFAULT);
    }

    /**
     * Makes a model that was read ready for use.
     *
     * @throws org.i3d4j.error.DeviceException if the device is not there, or no engine computes so on it
     * @throws org.i3d4j.error.WeightsException if 8-bit arithmetic is asked for and the model was not calibrated
     */
    public static I3d load(SavedModel model, Compute compute) {
        return load(model, compute, ClassLabels.of(model));
    }

    /** As {@link #load(SavedModel, Compute)}, with other class names than the model's own. */
    public static I3d load(SavedModel model, Compute compute, ClassLabels labels) {
        return new I3d(model, model.network(compute), labels);
    }

    /** The evaluation transforms the model was trained with, or those of the published models. */
    public static TransformChain transformsOf(SavedModel model) {
        return model.config()
                .map(config -> ConfiguredSplit.transforms(
                        config.dataLoader().eval().map().operations()))
                .orElse(PUBLISHED_EVALUATION);
    }

    /**
     * Classifies a whole video.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     */
    public Prediction classify(Path video) {
        return predictor.classify(video);
    }

    /**
     * Classifies a video over time, in windows of {@code windowFrames} that begin every {@code strideFrames}.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws org.i3d4j.error.ShapeException if the window is too short for the network
     */
    public Timeline timeline(Path video, int windowFrames, int strideFrames) {
        return predictor
                .sliding(SlidingWindow.ofFrames(windowFrames, strideFrames), 1)
                .timeline(video);
    }

    /** For preprocessed clips and everything else that {@link #classify} leaves out; lives as long as this. */
    public Predictor predictor() {
        return predictor;
    }

    /** What was loaded. */
    public SavedModel model() {
        return model;
    }

    /** What runs it. */
    public Network network() {
        return network;
    }

    @Override
    public void close() {
        network.close();
    }
}
