package org.i3d4j.predict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;

/** Windows on their way into the network, some at a time. The owner closes it. */
final class WindowBatch implements AutoCloseable {
    private final Network network;
    private final TransformChain transforms;
    private final ClipView view;
    private final ClassLabels labels;
    private final Consumer<WindowPrediction> listener;
    private final ClipBatch batch;
    private final List<Place> waiting = new ArrayList<>();

    /** Where a window lies in the video. */
    private record Place(int startFrame, int endFrame, double startSeconds, double endSeconds) {
        @Override
        public String toString() {
            return "frames " + startFrame + " to " + (endFrame - 1);
        }
    }

    /**
     * @param view of the frames, in the rows that were read of them
     * @param channels of a frame
     * @param frames of a window
     * @param windows given to the network at a time
     * @param listener is told every window, in order
     */
    WindowBatch(
            Network network,
            TransformChain transforms,
            ClipView view,
            ClassLabels labels,
            int channels,
            int frames,
            int windows,
            Consumer<WindowPrediction> listener) {
        this.network = network;
        this.transforms = transforms;
        this.view = view;
        this.labels = labels;
        this.listener = listener;
        ClipGeometry geometry = view.geometry();
        this.batch = ClipBatch.allocate(windows, channels, frames, geometry.height(), geometry.width());
    }

    /** Adds a window; one of too few frames is looped. The frames are no more needed after it. */
    void add(Collection<DecodeAhead.Frame> frames) {
        List<DecodeAhead.Frame> inOrder = List.copyOf(frames);
        List<Clip> window = IntStream.range(0, batch.frames())
                .mapToObj(i -> inOrder.get(i % inOrder.size()).pixels())
                .toList();
        transforms.write(window, view, batch, waiting.size());
        DecodeAhead.Frame first = inOrder.get(0);
        DecodeAhead.Frame last = inOrder.get(inOrder.size() - 1);
        waiting.add(new Place(first.index(), last.index() + 1, first.seconds(), last.endSeconds()));
        if (waiting.size() == batch.clips()) {
            flush();
        }
    }

    /** Classifies the windows that wait. */
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        Logits logits = waiting.size() == batch.clips() ? network.forward(batch) : forwardSome(waiting.size());
        List<Place> places = List.copyOf(waiting);
        waiting.clear();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            listener.accept(new WindowPrediction(
                    place.startFrame(),
                    place.endFrame(),
                    place.startSeconds(),
                    place.endSeconds(),
                    new Scores(logits.row(i, place), labels)));
        }
    }

    private Logits forwardSome(int windows) {
        try (ClipBatch some =
                ClipBatch.allocate(windows, batch.channels(), batch.frames(), batch.height(), batch.width())) {
            Pointer.memcpy(some.pointer(), batch.pointer(), windows * batch.clipValues() * Float.BYTES);
            return network.forward(some);
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
