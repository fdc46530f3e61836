package org.i3d4j.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.i3d4j.architecture.Extent;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.data.clips.SeenRows;
import org.i3d4j.data.source.VideoOpening;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.metrics.MeanLogits;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.predict.SlidingWindow.Steps;
import org.i3d4j.predict.heat.ClassHead;
import org.i3d4j.predict.input.DecodeAhead;
import org.i3d4j.predict.input.SlidingSchedule;
import org.i3d4j.predict.input.Window;
import org.i3d4j.predict.input.WindowBatch;
import org.i3d4j.predict.input.WindowRun;
import org.i3d4j.text.Counted;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.LiveSource;
import org.i3d4j.video.reading.VideoStream;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;

/**
 * Classifies a video window by window. Every frame is decoded and scaled once, while the network is at work on earlier
 * ones; of the frames, those of one window and of what is new in the next are kept, whatever the video's length. Borrows
 * the network, and is safe for use by several threads if that is.
 */
public final class SlidingPredictor {
    private final Network network;
    private final TransformChain transforms;
    private final ClassLabels labels;
    private final VideoOpening opening;
    private final SlidingWindow window;
    private final int batch;
    private final Optional<ClassHead> head;
    private final Optional<WindowMaps> maps;

    SlidingPredictor(
            Network network,
            TransformChain transforms,
            ClassLabels labels,
            VideoOpening opening,
            SlidingWindow window,
            int batch,
            Optional<ClassHead> head,
            Optional<WindowMaps> maps) {
        if (batch < 1) {
            throw new ShapeException("a batch of " + Counted.of(batch, "window") + "; expected at least 1");
        }
        this.network = network;
        this.transforms = transforms;
        this.labels = labels;
        this.opening = opening;
        this.window = window;
        this.batch = batch;
        this.head = head;
        this.maps = maps;
    }

    /**
     * The same, whose windows come with {@linkplain WindowPrediction#map maps}.
     *
     * @param classIndex in the order of the logits; empty for the most probable of each window
     * @throws IllegalStateException if the predictor that this is of is without a {@linkplain Predictor#withHead head}
     * @throws ShapeException if there is no such class
     */
    public SlidingPredictor withMaps(OptionalInt classIndex) {
        ClassHead weights =
                head.orElseThrow(() -> new IllegalStateException("maps need the weights of the network's head"));
        WindowMaps wanted = new WindowMaps(weights, classIndex, labels);
        return new SlidingPredictor(network, transforms, labels, opening, window, batch, head, Optional.of(wanted));
    }

    /** As {@link #timeline(Path, Consumer)}, telling nobody. */
    public Timeline timeline(Path video) {
        return timeline(video, found -> {});
    }

    /** As {@link #timeline(VideoSource, Consumer)}, of a video as data sets have them. */
    public Timeline timeline(Path video, Consumer<WindowPrediction> listener) {
        return timeline(opening.source(video, network.settings().inputChannels()), 0, listener);
    }

    /**
     * As {@link #timeline(Path, Consumer)}, of flow: windows in the places of those of a video of {@code frames} frames, the last moved
     * back where there is a frame less.
     */
    Timeline timelineOf(Path flow, int frames, Consumer<WindowPrediction> listener) {
        return timeline(opening.source(flow, network.settings().inputChannels()), frames, listener);
    }

    /**
     * Classifies all windows of a video, in the places that {@link Steps#starts} tells; a video shorter than the window is
     * looped to fill it. Of a damaged video, what can be decoded.
     *
     * @param listener is told every window as it is classified, in order
     * @throws org.i3d4j.error.VideoException if it can't be read
     * @throws ShapeException if the window or the frames don't fit the network
     * @throws WeightsException if the network's scores of a window are not finite
     */
    public Timeline timeline(VideoSource video, Consumer<WindowPrediction> listener) {
        return timeline(video, 0, listener);
    }

    private Timeline timeline(VideoSource video, int atLeast, Consumer<WindowPrediction> listener) {
        List<WindowPrediction> windows = new ArrayList<>();
        try (FrameStream stream = opening.stream(video, network.settings().inputChannels())) {
            Steps steps = steps(stream);
            StreamEnd end = run(stream, atLeast, found -> {
                windows.add(found);
                listener.accept(found);
            });
            float[] mean =
                    MeanLogits.of(windows.stream().map(WindowPrediction::logits).toList());
            Prediction whole = new Prediction(video.name(), end.frames(), mean, labels);
            return new Timeline(video.name(), steps, end.frames(), end.durationSeconds(), windows, whole, end.damage());
        }
    }

    /**
     * Classifies the windows of a live source until it ends.
     *
     * @param listener is told every window as soon as it is classified
     * @throws org.i3d4j.error.VideoException if it can't be opened or decoded, or gives nothing for too long; the windows
     *     until then have been told
     * @throws ShapeException as {@link #timeline(VideoSource, Consumer)}
     */
    public StreamEnd follow(LiveSource source, Consumer<WindowPrediction> listener) {
        try (VideoStream stream = VideoStream.open(source, opening.limits())) {
            return run(stream, 0, listener);
        }
    }

    private Steps steps(FrameStream stream) {
        try {
            NetworkInputs.requireChannels(network.architecture(), stream.channels());
            return window.at(stream.frameRate(), network.architecture());
        } catch (ShapeException e) {
            throw new ShapeException(stream.name() + ": " + e.getMessage(), e);
        }
    }

    /** Goes through a stream, which stays the caller's. */
    StreamEnd run(FrameStream stream, Consumer<WindowPrediction> listener) {
        return run(stream, 0, listener);
    }

    private StreamEnd run(FrameStream stream, int atLeast, Consumer<WindowPrediction> listener) {
        Steps steps = steps(stream);
        ClipView view = view(stream, steps);
        SeenRows seen = SeenRows.of(List.of(view));
        SlidingSchedule schedule = SlidingSchedule.covering(atLeast, steps.frames(), steps.stride());
        try (WindowBatch windows = new WindowBatch(
                        network,
                        maps.map(WindowMaps::endpoints).orElse(Set.of()),
                        new WindowBatch.Framing(transforms, List.of(seen.within(view))),
                        stream.channels(),
                        batch,
                        (told, activations) -> tell(told, activations, view.geometry(), listener));
                DecodeAhead frames = DecodeAhead.planar(stream, schedule, seen)) {
            Optional<DecodeAhead.Frame> last = new WindowRun(schedule, frames, windows).run();
            return new StreamEnd(
                    last.map(frame -> frame.index() + 1).orElse(0),
                    last.map(DecodeAhead.Frame::endSeconds).orElse(0.0),
                    stream.damage());
        } catch (WeightsException e) {
            throw new WeightsException(stream.name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stream.name() + ": interrupted", e);
        }
    }

    private void tell(
            List<Window> windows, Activations activations, ClipGeometry seen, Consumer<WindowPrediction> listener) {
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            int clip = i;
            Scores scores = new Scores(activations.logits().row(i, window), labels);
            listener.accept(new WindowPrediction(
                    window.span().start(),
                    window.span().end(),
                    window.startSeconds(),
                    window.endSeconds(),
                    scores,
                    maps.map(made -> made.of(activations, clip, window.span(), seen, scores))));
        }
    }

    private ClipView view(FrameStream stream, Steps steps) {
        try {
            ClipView view = transforms.central(stream.width(), stream.height(), SampleRandom.of(0, 0, 0));
            ClipGeometry geometry = view.geometry();
            network.architecture().requireClip(new Extent(steps.frames(), geometry.height(), geometry.width()));
            return view;
        } catch (ShapeException e) {
            throw new ShapeException(stream.name() + ": " + e.getMessage(), e);
        }
    }
}
