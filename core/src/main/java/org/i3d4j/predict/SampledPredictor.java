package org.i3d4j.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.architecture.Extent;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.data.loading.SampledClips;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.PixelClips;
import org.i3d4j.data.source.VideoOpening;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ShapeException;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;

/**
 * Classifies videos by the frames and views that an evaluation takes, read and averaged as it does. Where frames are drawn,
 * every video gets the draws of the first one of a data set, so that an answer hangs on nothing but the video. Borrows the
 * network, and is safe for use by several threads if that is.
 */
public final class SampledPredictor {
    private final Network network;
    private final TransformChain transforms;
    private final ClassLabels labels;
    private final VideoOpening opening;
    private final FrameSampler sampler;
    private final Averaging averaging;
    private final long seed;

    SampledPredictor(
            Network network,
            TransformChain transforms,
            ClassLabels labels,
            VideoOpening opening,
            FrameSampler sampler,
            Averaging averaging,
            long seed) {
        this.network = network;
        this.transforms = transforms;
        this.labels = labels;
        this.opening = opening;
        this.sampler = sampler;
        this.averaging = averaging;
        this.seed = seed;
    }

    /**
     * Classifies a video: a file, a folder of frames or a stored clip, as data sets have them.
     *
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws ShapeException if its frames are too small for the transforms or the network
     * @throws org.i3d4j.error.WeightsException if the network's scores of it are not finite
     */
    public Prediction classify(Path video) {
        return classify(opening.source(video, network.settings().inputChannels()));
    }

    /**
     * Classifies each clip of a file of pixels as a video.
     *
     * @param array a {@code .npy} file as {@link PixelClips} reads it
     * @throws ShapeException if it holds something else, or its frames are too small
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws org.i3d4j.error.WeightsException if the network's scores of it are not finite
     */
    public List<Prediction> classifyPixels(Path array) {
        PixelClips pixels =
                PixelClips.in(array).orElseThrow(() -> new ShapeException(array + ": holds no pixels (uint8)"));
        return opening.clips(array, pixels, network.settings().inputChannels()).stream()
                .map(this::classify)
                .toList();
    }

    /** As {@link #classify(Path)}, wherever the video lies. */
    public Prediction classify(VideoSource video) {
        try (SampledClips clips = read(video)) {
            ClipBatch batch = clips.batch();
            network.architecture().requireClip(new Extent(batch.frames(), batch.height(), batch.width()));
            Logits logits = network.forward(batch);
            List<float[]> views = IntStream.range(0, batch.clips())
                    .mapToObj(view -> logits.row(view, video.name()))
                    .toList();
            float[] scores = averaging.scores(views, !labels.exclusive());
            return new Prediction(video.name(), clips.videoFrames(), scores, labels)
                    .of(views(batch))
                    .of(clips.videoSeconds(), clips.damage());
        } catch (ShapeException e) {
            throw new ShapeException(video.name() + ": " + e.getMessage(), e);
        }
    }

    /** The video is closed before the network takes its memory. */
    private SampledClips read(VideoSource video) {
        try (OpenVideo open = opening.open(video, network.settings().inputChannels())) {
            NetworkInputs.requireChannels(network.architecture(), open.channels());
            return SampledClips.read(open, sampler, transforms, SampleRandom.of(seed, 0, 0), network.clipType());
        }
    }

    private Views views(ClipBatch batch) {
        return new Views(sampler, sampler.clips(), batch.clips() / sampler.clips(), batch.frames(), averaging);
    }
}
