package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Extent;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.StreamType;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.ConfigException;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.text.Counted;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.video.transform.FixedSize;
import org.i3d4j.video.transform.SpatialTransform.Resize;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoTenCrop;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;

/**
 * How a video becomes clips when a model is evaluated: {@code data_loader.eval} of a configuration.
 *
 * @param config whose evaluation is meant
 * @param assumed that of the published models of the same network, where the model has no configuration
 */
public record Preprocessing(I3dConfig config, Optional<TestProtocol> assumed) {
    /** That of a configuration. */
    public Preprocessing(I3dConfig config) {
        this(config, Optional.empty());
    }

    /** What there is to assume of a model that tells nothing: the evaluation of the network's published models, of the centre. */
    public static Preprocessing ofPublishedModels(Backbone backbone, int inputChannels) {
        TestProtocol protocol = TestProtocol.of(backbone);
        return new Preprocessing(protocol.ofTheCentre(inputChannels), Optional.of(protocol));
    }

    /** Whether the model has no configuration, and this is how the published ones are tested. */
    public boolean isAssumed() {
        return assumed.isPresent();
    }

    /** Whether frames and views are the model's own. Inception is trained and tested in many ways, and published for none of them. */
    public boolean areViewsKnown() {
        return assumed.filter(TestProtocol.KINETICS_I3D::equals).isEmpty();
    }

    /** What is done to the frames. */
    public TransformChain transforms() {
        return config.dataLoader().eval().map().chain();
    }

    List<Transform> operations() {
        return config.dataLoader().eval().map().operations();
    }

    /** Which frames are taken. */
    public FrameSampler sampler() {
        return ConfiguredSplit.sampler(dataset());
    }

    DatasetConfig dataset() {
        return config.dataLoader().eval().dataset();
    }

    /** How the views of a video become one. */
    public Averaging averaging() {
        return config.eval().average();
    }

    /** Frames per second of frames that are stored without times. */
    public double storedFrameRate() {
        return dataset().storedFrameRate();
    }

    /** How the optical flow of videos is computed for a network that takes it. */
    public FlowSettings flow() {
        return dataset().flow();
    }

    /** Of frames that are drawn. */
    public long seed() {
        return config.train().seed();
    }

    /** The size of its clips: frames, in mode {@code whole} at most, height and width; empty if that depends on the video. */
    public Optional<Extent> clip() {
        Optional<FixedSize> last = operations().stream()
                .filter(FixedSize.class::isInstance)
                .map(FixedSize.class::cast)
                .reduce((earlier, later) -> later);
        return last.map(step -> new Extent(dataset().seq(), step.height(), step.width()));
    }

    /**
     * The same with frames resized so that the shorter side has {@code pixels}, in place of the resize there is.
     *
     * @throws ConfigException if that is out of range or leaves no room for the crop
     */
    public Preprocessing withShortSide(int pixels) {
        return with(resized(operations(), pixels));
    }

    /**
     * The same with a crop of this size, from the places of the crop there is; without one, from the centre.
     *
     * @throws ConfigException if it is out of range or larger than the frames, or a crop is there that is no part of an
     *     evaluation
     */
    public Preprocessing withCrop(int height, int width) {
        return with(cropped(operations(), height, width));
    }

    /** Both at once, where one would not go with the other as it is. */
    public Preprocessing withSizes(int shortSide, int cropHeight, int cropWidth) {
        return with(cropped(resized(operations(), shortSide), cropHeight, cropWidth));
    }

    /**
     * The same with as many crops of the size of the crop there is.
     *
     * @param crops 1 for what there is; 3 or 10
     * @throws ConfigException if there is no crop that they could take the place of
     */
    public Preprocessing withCrops(int crops) {
        if (crops == 1) {
            return this;
        }
        List<Transform> changed = new ArrayList<>(operations());
        int at = find(
                changed,
                step -> step instanceof VideoCenterCrop
                        || step instanceof VideoThreeCrop
                        || step instanceof VideoTenCrop);
        if (at < 0 || !(changed.get(at) instanceof FixedSize crop)) {
            throw new ConfigException(Counted.of(crops, "crop")
                    + ": the model's frames are not cropped; they are prepared as " + describe());
        }
        changed.set(
                at,
                crops == 3
                        ? new VideoThreeCrop(crop.height(), crop.width())
                        : new VideoTenCrop(crop.height(), crop.width()));
        return with(changed);
    }

    private static List<Transform> resized(List<Transform> operations, int pixels) {
        List<Transform> changed = new ArrayList<>(operations);
        int at = find(changed, Resize.class::isInstance);
        Interpolation interpolation =
                at >= 0 && changed.remove(at) instanceof Resize old ? old.interpolation() : Interpolation.AREA;
        changed.add(Math.max(at, 0), new VideoShortEdgeResize(pixels, interpolation));
        return changed;
    }

    private static List<Transform> cropped(List<Transform> operations, int height, int width) {
        List<Transform> changed = new ArrayList<>(operations);
        int at = find(changed, step -> !(step instanceof Resize));
        Transform first = changed.get(at);
        if (first instanceof VideoCenterCrop) {
            changed.set(at, new VideoCenterCrop(height, width));
        } else if (first instanceof VideoThreeCrop) {
            changed.set(at, new VideoThreeCrop(height, width));
        } else if (first instanceof VideoTenCrop) {
            changed.set(at, new VideoTenCrop(height, width));
        } else if (first instanceof VideoToTensor) {
            changed.add(at, new VideoCenterCrop(height, width));
        } else {
            throw new ConfigException("there is a " + first.name()
                    + " where the crop would be; name all transforms instead, as data_loader.eval.map.operations");
        }
        return changed;
    }

    private Preprocessing with(List<Transform> operations) {
        return new Preprocessing(config.withEvaluationTransforms(operations), assumed);
    }

    private static int find(List<Transform> operations, Predicate<Transform> step) {
        return IntStream.range(0, operations.size())
                .filter(at -> step.test(operations.get(at)))
                .findFirst()
                .orElse(-1);
    }

    /**
     * What to tell whoever uses a model without a configuration.
     *
     * @param model its file
     */
    public String assumption(Path model) {
        return model + ": carries no configuration; its videos are prepared as for the published models"
                + assumed.filter(protocol -> protocol != TestProtocol.KINETICS_I3D)
                        .map(protocol -> " of " + protocol.yamlName())
                        .orElse("")
                + ": " + describe();
    }

    /**
     * Sees to it that the evaluation is the model's own.
     *
     * @param model its file, for the error
     * @throws ConfigException if it is assumed, and could be any
     */
    public void requireKnown(Path model) {
        if (!areViewsKnown()) {
            throw new ConfigException(
                    model + ": carries no configuration, so the frames and views of its evaluation are"
                            + " not known; give the configuration it was trained with");
        }
    }

    /**
     * What to tell whoever prepares a model's videos by this and not by the model's own configuration: sizes, interpolation
     * and values of the two, and the making of flow, if they part; how many crops are taken is the evaluation's to choose.
     */
    public Optional<String> differenceFrom(SavedModel model) {
        Preprocessing own = model.preprocessing();
        if (own.isAssumed()) {
            return Optional.empty();
        }
        boolean otherFlow = dataset().stream() == StreamType.FLOW && !flow().equals(own.flow());
        return !otherFlow && PreprocessingWords.pixels(own).equals(PreprocessingWords.pixels(this))
                ? Optional.empty()
                : Optional.of("videos are prepared by the configuration: " + told(otherFlow) + " (" + model.file()
                        + " itself says: " + own.told(otherFlow) + ")");
    }

    private String told(boolean withFlow) {
        return describe() + (withFlow ? ", flow by " + flow() : "");
    }

    /** The transforms in words: {@code short side to 256, centre 224x224, pixels to [-1, 1]}. */
    public String describe() {
        return PreprocessingWords.of(operations());
    }

    /**
     * All of it as plain keys, as ONNX models carry them, too: {@code size}, {@code crop}, {@code mean}, {@code frames}, {@code
     * sampling} and so on, those that apply; text, numbers and lists of numbers.
     */
    public Map<String, Object> keys() {
        return PreprocessingWords.keys(this);
    }

    /** The clips of a video in words: {@code 1 clip of 16 frames (average)}. */
    public String describeSampling() {
        return PreprocessingWords.of(dataset());
    }
}
