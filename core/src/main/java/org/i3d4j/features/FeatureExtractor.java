package org.i3d4j.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.i3d4j.architecture.Extent;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.data.clips.SeenRows;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.PixelClips;
import org.i3d4j.data.source.VideoOpening;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.predict.input.DecodeAhead;
import org.i3d4j.predict.input.PreparedVideo;
import org.i3d4j.predict.input.SlidingSchedule;
import org.i3d4j.predict.input.WindowBatch;
import org.i3d4j.predict.input.WindowRun;
import org.i3d4j.predict.input.WindowSchedule;
import org.i3d4j.text.Counted;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.LastWindow;
import org.i3d4j.video.Modality;
import org.i3d4j.video.ShortVideo;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;

/**
 * Makes features of videos. Every frame is decoded once, while the network is at work on earlier ones; memory does not grow with the
 * length. Borrows the network, and is safe for use by several threads if that is.
 */
public final class FeatureExtractor {
    /** Of a whole video: 256 frames a piece, and what they have to overlap. */
    private static final int STEPS_OF_PIECE = 32;

    private final Network network;
    private final TransformChain transforms;
    private final FeatureSettings settings;
    private final VideoOpening opening;
    private final int batch;

    /**
     * For the settings.
     *
     * @param transforms the model's own, with as many crops as the settings say; another tool has its own
     * @throws ConfigException if the network has no such features
     */
    public FeatureExtractor(Network network, TransformChain transforms, FeatureSettings settings) {
        this(network, transforms, settings, VideoOpening.DEFAULT, 1);
        settings.requireOf(network.architecture());
    }

    private FeatureExtractor(
            Network network, TransformChain transforms, FeatureSettings settings, VideoOpening opening, int batch) {
        this.network = network;
        this.transforms =
                settings.tool() == FeatureTool.I3D4J ? transforms : new TransformChain(List.of(new VideoToTensor()));
        this.settings = settings;
        this.opening = opening;
        this.batch = batch;
    }

    /** The same, for videos of other sizes. */
    public FeatureExtractor withLimits(VideoLimits newLimits) {
        return new FeatureExtractor(network, transforms, settings, opening.withLimits(newLimits), batch);
    }

    /** The same, for paths of frames that are stored without times: so many a second. */
    public FeatureExtractor withStoredFrameRate(double framesPerSecond) {
        return new FeatureExtractor(network, transforms, settings, opening.withStoredFrameRate(framesPerSecond), batch);
    }

    /** The same, for a network of optical flow: that of videos is computed so, at the settings' frame rate. */
    public FeatureExtractor withFlow(FlowSettings flow) {
        return new FeatureExtractor(network, transforms, settings, opening.withFlow(flow), batch);
    }

    /**
     * The same, for a network of optical flow: that of a video is looked for in a folder first, where {@code i3d flow} has put it.
     *
     * @param folder laid out as that of the videos; what is not there is computed
     * @throws ShapeException if the settings ask for another frame rate, whose flow no folder has
     */
    public FeatureExtractor withFlowFolder(Path folder) {
        if (settings.frameRate() > 0) {
            throw new ShapeException(
                    "flow of " + folder + " is of all frames; at another frame rate it has to be computed");
        }
        return new FeatureExtractor(network, transforms, settings, opening.withFlowFolder(folder), batch);
    }

    /**
     * The same with several windows given to the network at a time.
     *
     * @throws ShapeException if there are fewer than 1
     */
    public FeatureExtractor withBatch(int windows) {
        if (windows < 1) {
            throw new ShapeException("a batch of " + Counted.of(windows, "window") + "; expected at least 1");
        }
        return new FeatureExtractor(network, transforms, settings, opening, windows);
    }

    /** As {@link #extract(Path, Consumer)}, all rows at once. */
    public Features extract(Path video) {
        List<FeatureRow> rows = new ArrayList<>();
        FeatureEnd end = extract(video, rows::add);
        return new Features(video.toString(), rows, end);
    }

    /**
     * Makes the features of a video: a file, a folder of frames, or a {@code .npy} file of one clip, where float32 is taken as prepared
     * and uint8 as pixels.
     *
     * @param each told of every window's as soon as it is known, in order
     * @throws VideoException if it can't be read; the rows until then have been told
     * @throws ShapeException if its frames don't fit the transforms or the network
     * @throws WeightsException if features are not finite
     */
    public FeatureEnd extract(Path video, Consumer<FeatureRow> each) {
        return extract(video, FeatureListener.ofRows(each));
    }

    /** As {@link #extract(Path, Consumer)}, for who shows how far it is. */
    public FeatureEnd extract(Path video, FeatureListener listener) {
        if (FileKind.of(video) == FileKind.CLIP && PixelClips.in(video).isEmpty()) {
            return extractPrepared(video, listener);
        }
        // At another frame rate the flow is that between the frames which are left.
        int channels = settings.frameRate() > 0
                ? Modality.RGB.channels()
                : network.settings().inputChannels();
        return extract(opening.source(video, channels), listener);
    }

    /** As {@link #extract(Path, Consumer)}, wherever the video lies. */
    public FeatureEnd extract(VideoSource video, Consumer<FeatureRow> each) {
        return extract(video, FeatureListener.ofRows(each));
    }

    /** As {@link #extract(Path, FeatureListener)}, wherever the video lies. */
    public FeatureEnd extract(VideoSource video, FeatureListener listener) {
        VideoSource source = settings.frameRate() > 0 ? video.atFrameRate(settings.frameRate()) : video;
        try {
            Windows windows = windows(() -> framesOf(source));
            try (FrameStream stream = opening.stream(source, network.settings().inputChannels())) {
                return run(stream, windows, listener);
            }
        } catch (ShapeException e) {
            throw new ShapeException(video.name() + ": " + e.getMessage(), e);
        } catch (WeightsException e) {
            throw new WeightsException(video.name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(video.name() + ": interrupted", e);
        }
    }

    private int framesOf(VideoSource source) {
        try (OpenVideo open = opening.open(source, network.settings().inputChannels())) {
            return open.frameCount();
        }
    }

    /** The windows of a video, and of the steps in time that come out of each those which are kept. */
    private record Windows(WindowSchedule schedule, Optional<WholeVideo> whole) {}

    @FunctionalInterface
    private interface FrameCount {
        int get();
    }

    private Windows windows(FrameCount frames) {
        if (settings.tool() == FeatureTool.PIERGIAJ) {
            WholeVideo whole = WholeVideo.asPiergiaj(frames.get(), STEPS_OF_PIECE);
            return new Windows(whole, Optional.of(whole));
        }
        boolean asVideoFeatures = settings.tool() == FeatureTool.VIDEO_FEATURES;
        // It reads a frame more than it shows a network of RGB: the flow of a stack ends in that.
        boolean ofRgb = network.settings().inputChannels() == Modality.RGB.channels();
        SlidingSchedule sliding = new SlidingSchedule(
                settings.stackSize(),
                asVideoFeatures ? Math.min(settings.stepSize(), settings.stackSize() + 1) : settings.stepSize(),
                asVideoFeatures && ofRgb ? 1 : 0,
                asVideoFeatures ? ShortVideo.DROP : settings.shortVideo(),
                asVideoFeatures ? LastWindow.DROP : settings.last());
        return new Windows(sliding, Optional.empty());
    }

    private FeatureEnd run(FrameStream stream, Windows windows, FeatureListener listener) throws InterruptedException {
        NetworkInputs.requireChannels(network.architecture(), stream.channels());
        List<ClipView> views = views(stream);
        requireSize(views.get(0).geometry());
        SeenRows seen = SeenRows.of(views);
        FeatureRows rows =
                new FeatureRows(settings, views.size(), windows.whole().map(WholeVideo::pieces), listener::made);
        listener.began(stream.expectedFrames());
        try (WindowBatch taken = batch(
                        new WindowBatch.Framing(
                                transforms, views.stream().map(seen::within).toList()),
                        stream.channels(),
                        rows);
                DecodeAhead frames = DecodeAhead.planar(stream, windows.schedule(), seen)) {
            Optional<DecodeAhead.Frame> last = new WindowRun(windows.schedule(), frames, taken).run();
            windows.whole().filter(whole -> !whole.ended()).ifPresent(whole -> {
                throw new VideoException(stream.name() + ": has "
                        + Counted.of(last.map(frame -> frame.index() + 1).orElse(0), "frame")
                        + " that can be decoded, other than its index says; a whole video has to be whole");
            });
            return rows.end(
                    last.map(frame -> frame.index() + 1).orElse(0),
                    stream.frameRate(),
                    last.map(DecodeAhead.Frame::endSeconds).orElse(0.0),
                    stream.damage());
        }
    }

    private WindowBatch batch(WindowBatch.Framing views, int channels, FeatureRows rows) {
        return new WindowBatch(network, Set.of(settings.layer().endpoint()), views, channels, batch, rows);
    }

    private List<ClipView> views(FrameStream stream) {
        int width = stream.width();
        int height = stream.height();
        return switch (settings.tool()) {
            case VIDEO_FEATURES -> List.of(ToolFrames.videoFeatures(width, height));
            case PIERGIAJ -> List.of(ToolFrames.piergiaj(width, height, stream.channels()));
            case I3D4J ->
                settings.crops() == 1
                        ? List.of(transforms.central(width, height, SampleRandom.of(0, 0, 0)))
                        : transforms.views(width, height, SampleRandom.of(0, 0, 0)).stream()
                                .map(view -> new ClipView(view.geometry(), PixelOperation.NONE))
                                .toList();
        };
    }

    private void requireSize(ClipGeometry geometry) {
        network.architecture().requireClip(new Extent(settings.stackSize(), geometry.height(), geometry.width()));
    }

    private FeatureEnd extractPrepared(Path file, FeatureListener listener) {
        if (settings.frameRate() > 0 || settings.crops() > 1) {
            throw new ShapeException(
                    file + ": holds frames that are prepared, which know no time and are not cropped; give"
                            + " neither a frame rate nor crops, or store pixels as uint8");
        }
        try (PreparedVideo video = PreparedVideo.open(file, network.architecture(), transforms.largestValue())) {
            ClipGeometry geometry = ClipGeometry.whole(video.height(), video.width());
            requireSize(geometry);
            Windows windows = windows(video::frames);
            FeatureRows rows = new FeatureRows(settings, 1, windows.whole().map(WholeVideo::pieces), listener::made);
            listener.began(video.frames());
            WindowBatch.Framing view =
                    new WindowBatch.Framing(transforms, List.of(new ClipView(geometry, PixelOperation.NONE)));
            try (WindowBatch taken = batch(view, video.channels(), rows)) {
                video.run(windows.schedule(), opening.storedFrameRate(), taken);
            }
            return rows.end(
                    video.frames(),
                    opening.storedFrameRate(),
                    video.frames() / opening.storedFrameRate(),
                    Optional.empty());
        } catch (ShapeException | WeightsException e) {
            throw named(file, e);
        }
    }

    private static RuntimeException named(Path file, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith(file.toString())) {
            return e;
        }
        return e instanceof ShapeException
                ? new ShapeException(file + ": " + message, e)
                : new WeightsException(file + ": " + message, e);
    }
}
