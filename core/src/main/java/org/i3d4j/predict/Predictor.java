package org.i3d4j.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.PixelClips;
import org.i3d4j.data.source.VideoOpening;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.error.ShapeException;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.metrics.MeanLogits;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.predict.heat.ClassHead;
import org.i3d4j.predict.input.ClipArray;
import org.i3d4j.predict.input.PreparedClips;
import org.i3d4j.text.Counted;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.video.transform.TransformChain;

/**
 * Classifies whole videos. A long video goes through the network in equal pieces of at most {@link #MAX_PIECE_FRAMES}
 * frames, so that memory stays bounded, and their logits are averaged by length; a video shorter than the network's minimum
 * is looped. Borrows the network, and is safe for use by several threads if that is.
 */
public final class Predictor {
    /** About ten seconds, the length the published models are tested on. */
    public static final int MAX_PIECE_FRAMES = 256;

    private final Network network;
    private final TransformChain transforms;
    private final ClassLabels labels;
    private final VideoOpening opening;
    private final Optional<ClassHead> head;
    private final Pieces pieces;

    public Predictor(Network network, TransformChain transforms, ClassLabels labels) {
        this(network, transforms, labels, VideoOpening.DEFAULT, Optional.empty());
    }

    private Predictor(
            Network network,
            TransformChain transforms,
            ClassLabels labels,
            VideoOpening opening,
            Optional<ClassHead> head) {
        this.network = network;
        this.transforms = transforms;
        this.labels = labels;
        this.opening = opening;
        this.head = head;
        this.pieces = new Pieces(network, transforms);
    }

    private Predictor with(VideoOpening other) {
        return new Predictor(network, transforms, labels, other, head);
    }

    /** The same, for videos of other sizes. */
    public Predictor withLimits(VideoLimits newLimits) {
        return with(opening.withLimits(newLimits));
    }

    /** The same, for paths of frames that are stored without times: so many a second. */
    public Predictor withStoredFrameRate(double framesPerSecond) {
        return with(opening.withStoredFrameRate(framesPerSecond));
    }

    /** The same, for a network of optical flow: that of videos is computed so. */
    public Predictor withFlow(FlowSettings settings) {
        return with(opening.withFlow(settings));
    }

    /** The same, for {@linkplain #mapped maps} too: those of the network's own head. */
    public Predictor withHead(ClassHead ofNetwork) {
        return new Predictor(network, transforms, labels, opening, Optional.of(ofNetwork));
    }

    /**
     * The same, for a network of optical flow: that of a video is looked for in a folder first, where {@code i3d flow} has put it.
     *
     * @param folder laid out as that of the videos; what is not there is computed
     */
    public Predictor withFlowFolder(Path folder) {
        return with(opening.withFlowFolder(folder));
    }

    /** Names of the classes. */
    ClassLabels labels() {
        return labels;
    }

    /**
     * Classifies videos window by window instead of whole.
     *
     * @param batch windows given to the network at a time
     * @return borrows the network as this does
     * @throws ShapeException if {@code batch} is below 1
     */
    public SlidingPredictor sliding(SlidingWindow window, int batch) {
        return new SlidingPredictor(network, transforms, labels, opening, window, batch, head, Optional.empty());
    }

    /**
     * Classifies videos by the frames and views that an evaluation takes instead of all frames.
     *
     * @param sampler which frames
     * @param averaging how the views become one
     * @param seed of frames that are drawn
     * @return borrows the network as this does
     */
    public SampledPredictor sampled(FrameSampler sampler, Averaging averaging, long seed) {
        return new SampledPredictor(network, transforms, labels, opening, sampler, averaging, seed);
    }

    /**
     * Classifies a video: a file, a folder of frames, or a {@code .npy} file of one clip, of pixels or prepared, as {@link #classifyArray}
     * tells them apart.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws org.i3d4j.error.ShapeException if its frames are too small for the transforms or the network, or it holds several clips
     * @throws org.i3d4j.error.WeightsException if the network's scores of it are not finite
     */
    public Prediction classify(Path video) {
        if (FileKind.of(video) != FileKind.CLIP) {
            return classify(opening.source(video, network.settings().inputChannels()));
        }
        List<Prediction> clips = classifyArray(video);
        if (clips.size() != 1) {
            throw new ShapeException(video + ": holds " + Counted.of(clips.size(), "clip") + "; expected 1");
        }
        return clips.get(0);
    }

    /** As {@link #classify(Path)}, wherever the video lies. */
    public Prediction classify(VideoSource video) {
        try (OpenVideo open = open(video)) {
            return new Prediction(video.name(), open.frameCount(), meanLogits(video.name(), open), labels).of(open);
        } catch (ShapeException e) {
            throw named(video.name(), e);
        }
    }

    /**
     * Runs the network on all frames of a video and hands over what is asked of it, piece by piece: features of a video are
     * the endpoint {@code features}, or {@code Mixed_5c} before its pooling.
     *
     * @param endpoints names of {@link org.i3d4j.architecture.Architecture#endpoints()}
     * @param each told of every piece, in order; what it gets is its own
     * @throws org.i3d4j.error.VideoException if the video can't be read
     * @throws org.i3d4j.error.ShapeException if there is no such endpoint, or its frames are too small for the transforms or
     *     the network
     */
    public void activations(VideoSource video, Set<String> endpoints, Consumer<PieceActivations> each) {
        try (OpenVideo open = open(video)) {
            pieces.forEach(open, endpoints, each);
        } catch (ShapeException e) {
            throw named(video.name(), e);
        }
    }

    /** As {@link #mapped(VideoSource, OptionalInt)}, of a video as data sets have them. */
    public MappedPrediction mapped(Path video, OptionalInt classIndex) {
        return mapped(opening.source(video, network.settings().inputChannels()), classIndex);
    }

    /**
     * Classifies a video and says what each place of it added to the logit of a class.
     *
     * @param classIndex in the order of the logits; empty for the most probable, for which a video of more than one piece goes through the
     *     network twice
     * @throws IllegalStateException if this is without a {@linkplain #withHead head}
     * @throws org.i3d4j.error.VideoException if the video can't be read
     * @throws org.i3d4j.error.ShapeException if its frames are too small for the transforms or the network, or there is no such class
     * @throws org.i3d4j.error.WeightsException if the network's scores of it are not finite
     */
    public MappedPrediction mapped(VideoSource video, OptionalInt classIndex) {
        ClassHead weights =
                head.orElseThrow(() -> new IllegalStateException("maps need the weights of the network's head"));
        try (OpenVideo open = open(video)) {
            PieceMaps maps = new PieceMaps(weights, labels, pieces.view(open).geometry(), video.name());
            pieces.forEach(open, maps.endpoints(), piece -> maps.classify(piece, classIndex));
            Prediction prediction = new Prediction(video.name(), open.frameCount(), maps.meanLogits(), labels).of(open);
            int best = prediction.best().index();
            if (!maps.mapKept(best)) {
                pieces.forEach(open, maps.endpoints(), piece -> maps.map(piece, best));
            }
            return new MappedPrediction(prediction, maps.maps());
        } catch (ShapeException e) {
            throw named(video.name(), e);
        }
    }

    private OpenVideo open(VideoSource video) {
        return opening.open(video, network.settings().inputChannels());
    }

    /** Of all pieces, weighted by their length. */
    private float[] meanLogits(String name, OpenVideo video) {
        MeanLogits mean = new MeanLogits(network.settings().classes());
        pieces.forEach(
                video, Set.of(), piece -> mean.add(piece.activations().logits().row(0, name), piece.frames()));
        return mean.values();
    }

    private static ShapeException named(String name, ShapeException e) {
        return new ShapeException(name + ": " + e.getMessage(), e);
    }

    /**
     * Classifies clips in a file: pixels, uint8, as a video of these frames; preprocessed ones, float32, as they are.
     *
     * @param array a {@code .npy} file as {@link PixelClips} or {@link ClipArray} reads it
     * @return one prediction for each clip in the array
     * @throws org.i3d4j.error.VideoException if it can't be read, or its values are none that this preparation makes
     * @throws org.i3d4j.error.ShapeException if it has another shape or does not fit the network
     * @throws org.i3d4j.error.WeightsException if the network's scores of a clip are not finite
     */
    public List<Prediction> classifyArray(Path array) {
        Optional<PixelClips> pixels = PixelClips.in(array);
        if (pixels.isPresent()) {
            return opening.clips(array, pixels.get(), network.settings().inputChannels()).stream()
                    .map(this::classify)
                    .toList();
        }
        try (ClipBatch clips = ClipArray.read(array, network.architecture())) {
            return classify(array.toString(), clips);
        }
    }

    /**
     * Classifies clips that are prepared: neither resized nor cropped.
     *
     * @param name what results and errors call them
     * @param clipsNcthw values as {@link TransformChain#write} makes them; stays the caller's
     * @return one prediction for each clip
     * @throws org.i3d4j.error.ShapeException if they do not fit the network
     * @throws org.i3d4j.error.VideoException if a value is not finite, or none that this preparation makes
     * @throws org.i3d4j.error.WeightsException if the network's scores of one are not finite
     */
    public List<Prediction> classify(String name, ClipBatch clipsNcthw) {
        requireFit(name, clipsNcthw);
        PreparedClips.require(name, clipsNcthw, transforms.largestValue());
        Logits logits = network.forward(clipsNcthw);
        return IntStream.range(0, clipsNcthw.clips())
                .mapToObj(clip ->
                        new Prediction(name, clipsNcthw.frames(), logits.row(clip, name + ": clip " + clip), labels))
                .toList();
    }

    private void requireFit(String name, ClipBatch clips) {
        try {
            NetworkInputs.requireChannels(network.architecture(), clips.channels());
            network.architecture().requireClip(NetworkInputs.extent(clips));
        } catch (ShapeException e) {
            throw named(name, e);
        }
    }
}
