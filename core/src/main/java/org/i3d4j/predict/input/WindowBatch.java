package org.i3d4j.predict.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Network;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.ClipType;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;
import org.jspecify.annotations.Nullable;

/** Windows on their way into the network, some at a time. The owner closes it. */
public final class WindowBatch implements AutoCloseable {
    private final Network network;
    private final Set<String> endpoints;
    private final Framing views;
    private final int channels;
    private final int windows;
    private final Listener listener;
    private final List<Window> waiting = new ArrayList<>();
    private @Nullable ClipBatch batch;
    /** Whose frames lie in the batch, from {@link #lastRow} on. */
    private @Nullable WindowSpan last;

    private int lastRow;

    /** Told of windows as they come out of the network, in order. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Takes what they gave.
         *
         * @param windows one or more
         * @param activations a clip for every view of every window, window by window
         */
        void told(List<Window> windows, Activations activations);
    }

    /**
     * How frames become clips.
     *
     * @param transforms write them
     * @param each of the same size, of frames in the rows that were read of them
     */
    public record Framing(TransformChain transforms, List<ClipView> each) {
        public Framing {
            each = List.copyOf(each);
        }

        ClipGeometry size() {
            return each.get(0).geometry();
        }
    }

    /** Writes the clips of a window into a batch, from row {@code row} on, but for the frames in front of {@code first}. */
    @FunctionalInterface
    interface Content {
        void writeTo(ClipBatch batch, int row, int first);
    }

    /**
     * An empty one.
     *
     * @param endpoints that the listener is to get
     * @param channels of a frame
     * @param windows given to the network at a time
     */
    public WindowBatch(
            Network network, Set<String> endpoints, Framing views, int channels, int windows, Listener listener) {
        this.network = network;
        this.endpoints = Set.copyOf(endpoints);
        this.views = views;
        this.channels = channels;
        this.windows = windows;
        this.listener = listener;
    }

    /**
     * Adds a window.
     *
     * @param pixels as many clips of one frame as the network is to get; no more needed after it
     */
    public void add(Window window, List<Clip> pixels) {
        add(window, network.clipType(), (into, row, first) -> {
            for (int view = 0; view < views.each().size(); view++) {
                views.transforms().write(pixels, first, views.each().get(view), into, row + view);
            }
        });
    }

    /** Adds a window of values that are written as float32. */
    void add(Window window, Content content) {
        add(window, ClipType.FLOAT32, content);
    }

    private void add(Window window, ClipType type, Content content) {
        ClipBatch into = batchOf(type, window.span().frames());
        int row = waiting.size() * views.each().size();
        content.writeTo(into, row, share(window.span(), into, row));
        last = window.span();
        lastRow = row;
        waiting.add(window);
        if (waiting.size() == windows) {
            flush();
        }
    }

    /** Copies what the window in front has too, already prepared, and returns how many frames that is. */
    private int share(WindowSpan span, ClipBatch into, int row) {
        WindowSpan before = last;
        int shared = before == null ? 0 : before.sharedWith(span);
        if (shared > 0) {
            for (int view = 0; view < views.each().size(); view++) {
                into.copyFrames(lastRow + view, span.frames() - shared, row + view, shared);
            }
        }
        return shared;
    }

    /** Windows of another length than those in front of them wait for no others. */
    private ClipBatch batchOf(ClipType type, int frames) {
        ClipBatch present = batch;
        if (present != null && present.frames() == frames && present.type().equals(type)) {
            return present;
        }
        flush();
        close();
        ClipBatch fresh = allocate(type, windows, frames);
        batch = fresh;
        last = null;
        return fresh;
    }

    private ClipBatch allocate(ClipType type, int count, int frames) {
        ClipGeometry size = views.size();
        return ClipBatch.allocate(type, count * views.each().size(), channels, frames, size.height(), size.width());
    }

    /** Takes the windows that wait through the network. */
    public void flush() {
        ClipBatch full = batch;
        if (full == null || waiting.isEmpty()) {
            return;
        }
        List<Window> taken = List.copyOf(waiting);
        waiting.clear();
        Activations activations =
                taken.size() == windows ? network.forward(full, endpoints) : forwardSome(full, taken.size());
        listener.told(taken, activations);
    }

    private Activations forwardSome(ClipBatch full, int count) {
        try (ClipBatch some = allocate(full.type(), count, full.frames())) {
            full.copyClips(0, some.clips(), some, 0);
            return network.forward(some, endpoints);
        }
    }

    @Override
    public void close() {
        if (batch != null) {
            batch.close();
            batch = null;
        }
    }
}
