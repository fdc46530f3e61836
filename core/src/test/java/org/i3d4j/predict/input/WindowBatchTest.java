package org.i3d4j.predict.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.predict.input.WindowSpan.Filling;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.video.transform.frames.ClipView;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowBatchTest {
    private static final int FRAMES = 24;
    private static final int LENGTH = 5;
    private static final TransformChain THREE =
            new TransformChain(List.of(new VideoThreeCrop(3, 3), new VideoToTensor()));

    /** Windows that overlap, that follow each other, that lie apart or behind, and some that are filled up. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void framesOfTheWindowInFrontAreTheSameAsFreshOnes(int windows) {
        List<WindowSpan> spans = List.of(
                WindowSpan.full(0, 5),
                WindowSpan.full(1, 6),
                WindowSpan.full(4, 9),
                WindowSpan.full(4, 9),
                WindowSpan.full(9, 14),
                WindowSpan.full(17, 22),
                WindowSpan.full(16, 21),
                new WindowSpan(18, 21, LENGTH, Filling.LOOP),
                new WindowSpan(19, 24, LENGTH, Filling.LAST_FRAME),
                new WindowSpan(21, 24, LENGTH, Filling.LAST_FRAME),
                WindowSpan.full(20, 24));
        List<Clip> video = random();
        List<ClipView> views = THREE.views(6, 3, new SplittableRandom(1));
        MeanColorNetwork network = new MeanColorNetwork(3);
        List<Window> told = new ArrayList<>();
        try (WindowBatch batch = new WindowBatch(
                network,
                Set.of(),
                new WindowBatch.Framing(THREE, views),
                3,
                windows,
                (taken, activations) -> told.addAll(taken))) {
            for (WindowSpan span : spans) {
                batch.add(new Window(span, 0, 1), pixels(video, span));
            }
            batch.flush();
        }

        assertThat(told).extracting(Window::span).isEqualTo(spans);
        assertThat(network.seen())
                .extracting(MeanColorNetwork.Seen::values)
                .containsExactlyElementsOf(spans.stream()
                        .flatMap(span -> views.stream().map(view -> fresh(pixels(video, span), view)))
                        .toList());
        video.forEach(Clip::close);
    }

    private static List<Clip> pixels(List<Clip> video, WindowSpan span) {
        return span.places().mapToObj(place -> video.get(span.start() + place)).toList();
    }

    private static List<Float> fresh(List<Clip> pixels, ClipView view) {
        MeanColorNetwork network = new MeanColorNetwork(3);
        try (ClipBatch batch = ClipBatch.allocate(1, 3, pixels.size(), 3, 3)) {
            THREE.write(pixels, 0, view, batch, 0);
            network.forward(batch, Set.of());
        }
        return network.seen().get(0).values();
    }

    private static List<Clip> random() {
        SplittableRandom random = new SplittableRandom(7);
        return IntStream.range(0, FRAMES)
                .mapToObj(i -> {
                    Clip frame = Clip.allocate(1, 3, 6);
                    ByteBuffer pixels = frame.frame(0);
                    while (pixels.hasRemaining()) {
                        pixels.put((byte) random.nextInt(256));
                    }
                    return frame;
                })
                .toList();
    }
}
