package org.i3d4j.predict;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.i3d4j.architecture.Extent;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.data.clips.ClipReader;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Network;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;

/** Cuts whole videos into equal pieces that fit in memory; a video too short for the network is repeated. */
record Pieces(Network network, TransformChain transforms) {

    /**
     * Takes a video through the network.
     *
     * @param each told of every piece of at most {@link Predictor#MAX_PIECE_FRAMES} frames, in order
     * @throws org.i3d4j.error.ShapeException if its frames are others than the network's, or too small
     */
    void forEach(OpenVideo video, Set<String> endpoints, Consumer<PieceActivations> each) {
        NetworkInputs.requireChannels(network.architecture(), video.channels());
        int count = video.frameCount();
        int seen = Math.max(count, network.architecture().minimumClip().time());
        int[] frames = IntStream.range(0, seen).map(i -> i % count).toArray();
        int pieces = (frames.length + Predictor.MAX_PIECE_FRAMES - 1) / Predictor.MAX_PIECE_FRAMES;
        ClipView view = view(video);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) frames.length * piece / pieces);
            int to = (int) ((long) frames.length * (piece + 1) / pieces);
            Activations activations = forward(video, Arrays.copyOfRange(frames, from, to), view, endpoints);
            each.accept(new PieceActivations(from, to - from, activations));
        }
    }

    /** What of each frame the network sees. */
    ClipView view(OpenVideo video) {
        return transforms.central(video.width(), video.height(), SampleRandom.of(0, 0, 0));
    }

    private Activations forward(OpenVideo video, int[] frames, ClipView view, Set<String> endpoints) {
        ClipGeometry geometry = view.geometry();
        network.architecture().requireClip(new Extent(frames.length, geometry.height(), geometry.width()));
        try (ClipBatch batch = batch(video, frames, view)) {
            return network.forward(batch, endpoints);
        }
    }

    /** The memory to read into is let go before the network takes its own. */
    private ClipBatch batch(OpenVideo video, int[] frames, ClipView view) {
        try (ClipReader reader = new ClipReader(transforms)) {
            return reader.batch(reader.read(video, List.of(frames), List.of(List.of(view))), network.clipType());
        }
    }
}
