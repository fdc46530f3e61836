package org.i3d4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPoolTest {
    private static final int THREADS = 8;
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 5);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);

    private static Network network(int workers) {
        return Engines.create(SETTINGS, WEIGHTS, ActivationRanges.NONE, Compute.DEFAULT.withWorkers(workers));
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
    @ParameterizedTest
    @ValueSource(ints = {1, 3, THREADS})
    void manyThreadsGetTheAnswersOfOne(int workers) throws Exception {
        try (Network network = network(workers)) {
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

    /** A network of which several passes must be in it before any goes on. */
    private record Meeting(CyclicBarrier together) implements Network {
        @Override
        public ModelSettings settings() {
            return SETTINGS;
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public Activations forward(ClipBatch clipsNcthw, Set<String> endpoints) {
            try {
                together.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return new Activations(new Logits(new float[SETTINGS.classes()], SETTINGS.classes()), Map.of());
        }

        @Override
        public void close() {}
    }

    @Test
    void asManyComputeAtTheSameTimeAsThereAreWorkers() throws Exception {
        Meeting meeting = new Meeting(new CyclicBarrier(3));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Network network = new NetworkPool(Collections.nCopies(3, meeting))) {
            List<Future<float[]>> found = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                int clip = number;
                found.add(threads.submit(() -> logits(network, clip)));
            }
            for (Future<float[]> logits : found) {
                assertThat(logits.get()).hasSize(SETTINGS.classes());
            }
        }
        threads.shutdown();
    }

    @Test
    void thoseThatShareKernelsOutliveEachOther() {
        Compute compute = Compute.DEFAULT.withWorkers(2);
        List<Network> networks =
                Engines.onClassPath().choose(compute).create(SETTINGS, WEIGHTS, ActivationRanges.NONE, compute);
        float[] before = logits(networks.get(0), 0);
        networks.get(0).close();

        assertThat(logits(networks.get(1), 0)).isEqualTo(before);
        networks.get(1).close();
    }

    @Test
    void usedAfterItsEndItSaysSo() {
        Network network = network(2);
        network.close();
        network.close();

        try (ClipBatch clip = clip(0)) {
            assertThatThrownBy(() -> network.forward(clip))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the network is closed");
        }
    }
}
