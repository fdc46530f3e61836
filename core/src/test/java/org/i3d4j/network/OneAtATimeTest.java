package org.i3d4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private static final int THREADS = 8;
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 5);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);

    private static Network network() {
        return Engines.create(SETTINGS, WEIGHTS, ActivationRanges.NONE, Compute.DEFAULT);
    }

    /** Of a size of its own for each number, so that threads use several plans in turn. */
    private static ClipBatch clip(int number) {
        return GoldenClips.batch(number, 1, 3, 8 + number % 3, 32, 32 + 4 * (number % 2));
    }

    private static float[] logits(Network network, int number) {
        try (ClipBatch clip = clip(number)) {
            return network.forward(clip).row(0);
        }
    }

    /** All feature maps lie in one piece of memory: two passes at a time gave classes of neither. */
    @Test
    void manyThreadsGetTheAnswersOfOne() throws Exception {
        try (Network network = network()) {
            List<float[]> expected = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                expected.add(logits(network, number));
            }
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<float[]>> found = new ArrayList<>();
            for (int i = 0; i < 6 * THREADS; i++) {
                int number = i % THREADS;
                found.add(threads.submit(() -> logits(network, number)));
            }
            for (int i = 0; i < found.size(); i++) {
                assertThat(Objects.requireNonNull(found.get(i)).get())
                        .as("call %d", i)
                        .isEqualTo(expected.get(i % THREADS));
            }
            threads.shutdown();
        }
    }

    @Test
    void usedAfterItsEndItSaysSo() {
        Network network = network();
        network.close();
        network.close();

        try (ClipBatch clip = clip(0)) {
            assertThatThrownBy(() -> network.forward(clip))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the network is closed");
        }
    }
}
