package org.i3d4j;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.evaluate.ModelClasses;
import org.i3d4j.features.FeatureEnd;
import org.i3d4j.features.FeatureExtractor;
import org.i3d4j.features.FeatureRow;
import org.i3d4j.features.FeatureSettings;
import org.i3d4j.features.Features;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.MappedPrediction;
import org.i3d4j.predict.PieceActivations;
import org.i3d4j.predict.Prediction;
import org.i3d4j.predict.Predictor;
import org.i3d4j.predict.SampledPredictor;
import org.i3d4j.predict.SlidingPredictor;
import org.i3d4j.predict.SlidingWindow;
import org.i3d4j.predict.Timeline;
import org.i3d4j.predict.heat.ClassHead;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.TransformChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * takes all cores, computes for one at a time, or for as many as {@link Compute#workers()}. Once closed, it throws {@link IllegalStateException}.
 */
public final class I3d implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(I3d.class);

    private final SavedModel model;
    private final Network network;
    private final Predictor predictor;
    private final AtomicBoolean assumptionTold = new AtomicBoolean();

    private I3d(SavedModel model, TransformChain transforms, Network network, ClassLabels labels) {
        // The network has copied the weights: a second copy would stay as long as this.
        this.model = model.withoutWeights();
        this.network = network;
        this.predictor = new Predictor(network, transforms, labels)
                .withHead(ClassHead.of(model))
                .withStoredFrameRate(model.preprocessing().storedFrameRate())
                .withFlow(model.preprocessing().flow());
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
     * Makes a model that was read ready for use: also one whose preprocessing is told, as {@code
     * Checkpoints.read(file).withPreprocessing(new Preprocessing(config))}, or changed, as {@code
     * model.withPreprocessing(model.preprocessing().withSizes(128, 112, 112))}.
     *
     * @throws org.i3d4j.error.DeviceException if the device is not there, or no engine computes so on it
     * @throws org.i3d4j.error.WeightsException if 8-bit arithmetic is asked for and the model was not calibrated
     * @throws ConfigException if the transforms of its evaluation don't go together, or with its channels
     */
    public static I3d load(SavedModel model, Compute compute) {
        return load(model, compute, ClassLabels.of(model));
    }

    /** As {@link #load(SavedModel, Compute)}, with other class names than the model's own. */
    public static I3d load(SavedModel model, Compute compute, ClassLabels labels) {
        // Before the network takes memory, which nobody would close if the transforms don't go together.
        TransformChain transforms = model.preprocessing().transforms();
        TransformChain.checkChannels(
                "data_loader.eval.map.operations",
                transforms.transforms(),
                model.settings().inputChannels());
        return new I3d(model, transforms, model.network(compute), labels);
    }

    /**
     * Classifies a video by all of its frames: a file, a folder of frames, or a {@code .npy} file of one clip, where float32 is taken as
     * prepared and uint8 as pixels.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     */
    public Prediction classify(Path video) {
        tellAssumption();
        return predictor.classify(video);
    }

    /**
     * Classifies a video by all of its frames, wherever it lies: {@code VideoSource.of("upload", bytes)}, {@code
     * VideoSource.ofImages("screen", pictures, 25)}.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     */
    public Prediction classify(VideoSource video) {
        tellAssumption();
        return predictor.classify(video);
    }

    /**
     * Classifies clips that are prepared: neither resized nor cropped.
     *
     * @param name what results and errors call them
     * @param clipsNcthw N,C,T,H,W as {@link Predictor#classify(String, ClipBatch)} takes them; stay the caller's
     * @return one prediction for each clip
     * @throws org.i3d4j.error.VideoException if a value is not finite, or none that the model's preparation makes
     * @throws org.i3d4j.error.ShapeException if they do not fit the network
     */
    public List<Prediction> classify(String name, ClipBatch clipsNcthw) {
        return predictor.classify(name, clipsNcthw);
    }

    /**
     * Hands over what the network's endpoints give for all frames of a video, piece by piece; see {@link
     * Predictor#activations}.
     *
     * @param endpoints such as {@code Mixed_5c}; {@code network().architecture().endpoints()} lists them
     * @param each told of every piece of at most {@link Predictor#MAX_PIECE_FRAMES} frames, in order
     * @throws org.i3d4j.error.VideoException if the video can't be read
     * @throws org.i3d4j.error.ShapeException if there is no such endpoint
     */
    public void activations(VideoSource video, Set<String> endpoints, Consumer<PieceActivations> each) {
        tellAssumption();
        predictor.activations(video, endpoints, each);
    }

    /**
     * Classifies a video by the frames and views that the model's evaluation takes.
     *
     * @throws ConfigException if the model has no configuration that says which
     * @throws org.i3d4j.error.VideoException if it can't be read
     */
    public Prediction classifyAsEvaluated(Path video) {
        return evaluated().classify(video);
    }

    /** As {@link #classifyAsEvaluated(Path)}, wherever the video lies. */
    public Prediction classifyAsEvaluated(VideoSource video) {
        return evaluated().classify(video);
    }

    private SampledPredictor evaluated() {
        Preprocessing evaluation = model.preprocessing();
        evaluation.requireKnown(model.file());
        return predictor.sampled(evaluation.sampler(), evaluation.averaging(), evaluation.seed());
    }

    /**
     * Classifies a video over time, in windows of {@code windowFrames} that begin every {@code strideFrames}.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws org.i3d4j.error.ShapeException if the window is too short for the network
     */
    public Timeline timeline(Path video, int windowFrames, int strideFrames) {
        tellAssumption();
        return sliding(windowFrames, strideFrames).timeline(video);
    }

    /** As {@link #timeline(Path, int, int)}, wherever the video lies. */
    public Timeline timeline(VideoSource video, int windowFrames, int strideFrames) {
        tellAssumption();
        return sliding(windowFrames, strideFrames).timeline(video, window -> {});
    }

    /**
     * Classifies a video by all of its frames and says what each place of it added to the logit of a class; see {@link Predictor#mapped}.
     *
     * @param classIndex in the order of the logits; empty for the most probable
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws org.i3d4j.error.ShapeException if there is no such class
     */
    public MappedPrediction mapped(VideoSource video, OptionalInt classIndex) {
        tellAssumption();
        return predictor.mapped(video, classIndex);
    }

    /**
     * As {@link #timeline(VideoSource, int, int)}, with a {@linkplain Timeline#maps map} for every window.
     *
     * @param classIndex in the order of the logits; empty for the most probable of each window
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws org.i3d4j.error.ShapeException if the window is too short for the network, or there is no such class
     */
    public Timeline mappedTimeline(VideoSource video, int windowFrames, int strideFrames, OptionalInt classIndex) {
        tellAssumption();
        return sliding(windowFrames, strideFrames).withMaps(classIndex).timeline(video, window -> {});
    }

    /**
     * Makes the features of a video, window by window; see {@link FeatureExtractor#extract(Path, Consumer)}.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws org.i3d4j.error.ShapeException if its frames don't fit the transforms or the network
     */
    public Features features(Path video, FeatureSettings settings) {
        tellAssumption();
        return featureExtractor(settings).extract(video);
    }

    /**
     * As {@link #features(Path, FeatureSettings)}, wherever the video lies, each row told as soon as it is known; memory does not grow
     * with the length.
     */
    public FeatureEnd features(VideoSource video, FeatureSettings settings, Consumer<FeatureRow> each) {
        tellAssumption();
        return featureExtractor(settings).extract(video, each);
    }

    /**
     * What makes features of many videos; lives as long as this.
     *
     * @throws ConfigException if the network has no such features, or the model's transforms no crop that several could take the
     *     place of
     */
    public FeatureExtractor featureExtractor(FeatureSettings settings) {
        Preprocessing prepared = model.preprocessing().withCrops(settings.crops());
        return new FeatureExtractor(network, prepared.transforms(), settings)
                .withStoredFrameRate(prepared.storedFrameRate())
                .withFlow(settings.tool().flow(prepared.flow()));
    }

    /**
     * Measures the model on labelled videos, by the frames and views of its evaluation.
     *
     * @param videos the caller's own, or those of a layout; their classes in the model's numbers
     * @param progress told the number of videos done, after each batch
     * @throws ConfigException if the model has no configuration that says how
     * @throws org.i3d4j.error.DatasetException if the videos can't be used, or their classes are others than the model's
     */
    public Evaluation evaluate(VideoDataset videos, IntConsumer progress) {
        Preprocessing evaluation = model.preprocessing();
        evaluation.requireKnown(model.file());
        ConfiguredSplit split = ConfiguredSplit.of(
                        evaluation.config().dataLoader().eval(), videos, evaluation.seed())
                .fitting(model.file().toString(), model.settings().inputChannels());
        ModelClasses.requireAlike(model, split.dataset());
        return new Evaluator(split.complete(), evaluation.averaging()).evaluate(network, progress);
    }

    private SlidingPredictor sliding(int windowFrames, int strideFrames) {
        return predictor.sliding(SlidingWindow.ofFrames(windowFrames, strideFrames), 1);
    }

    private void tellAssumption() {
        if (model.preprocessing().isAssumed() && !assumptionTold.getAndSet(true)) {
            log.warn("warning: {}", model.preprocessing().assumption(model.file()));
        }
    }

    /** For live sources and everything else that {@link #classify} leaves out; lives as long as this. */
    public Predictor predictor() {
        return predictor;
    }

    /** What was loaded, {@linkplain SavedModel#withoutWeights without its weights}: the network has copies of its own. */
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
