package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.LongTest;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Logits;
import org.i3d4j.network.LogitsDifference;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.OneDnnProvider;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * oneDNN over many small clips, first in a process without libtorch, then beside it: the same logits every time, and memory
 * as at the start. {@code I3D_SOAK_CLIPS} says how many.
 */
@LongTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EngineSoakIT {
    private static final int CLIPS = Integer.parseInt(System.getenv().getOrDefault("I3D_SOAK_CLIPS", "500"));
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 5);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);
    /** What allocators keep. */
    private static final long ALLOWED_GROWTH_BYTES = 64L << 20;

    private static final int SHAPES = 4;

    @BeforeEach
    void runsHere() {
        assumeTrue(new OneDnnProvider().obstacle(Compute.DEFAULT).isEmpty());
    }

    private static Network network(Engine engine) {
        return Engines.create(SETTINGS, WEIGHTS, ActivationRanges.NONE, new Compute("cpu", Precision.FP32, engine));
    }

    private static List<ClipBatch> clipsOfSeveralShapes() {
        List<ClipBatch> clips = new ArrayList<>();
        for (int shape = 0; shape < SHAPES; shape++) {
            clips.add(GoldenClips.batch(shape, 1 + shape % 2, 3, 8 + shape, 32, 32 + 2 * shape));
        }
        return clips;
    }

    private static boolean libtorchIsLoaded() throws Exception {
        return Files.readString(Path.of("/proc/self/maps")).contains("libtorch_cpu");
    }

    @Test
    @Order(1)
    void alone() throws Exception {
        try (Network network = network(Engine.ONEDNN)) {
            soak(network, clips -> {});
        }
        assumeTrue(System.getProperty("os.name").equals("Linux"));
        assertThat(libtorchIsLoaded()).isFalse();
    }

    @Test
    @Order(2)
    void besideLibtorch() {
        try (Network network = network(Engine.ONEDNN);
                Network libtorch = network(Engine.LIBTORCH)) {
            soak(network, clips -> {
                double apart = LogitsDifference.of(libtorch.forward(clips), network.forward(clips))
                        .relative();
                assertThat(apart).isLessThan(1e-4);
            });
        }
    }

    private interface Also {
        void run(ClipBatch clips);
    }

    private static void soak(Network network, Also also) {
        List<ClipBatch> clips = clipsOfSeveralShapes();
        try {
            List<Logits> first = clips.stream().map(network::forward).toList();
            long pointers = 0;
            long resident = 0;
            for (int i = 0; i < CLIPS; i++) {
                ClipBatch batch = clips.get(i % SHAPES);
                assertThat(LogitsDifference.of(Objects.requireNonNull(first.get(i % SHAPES)), network.forward(batch))
                                .largest())
                        .as("clip %d", i)
                        .isZero();
                also.run(batch);
                if (i == CLIPS / 5) {
                    pointers = Pointer.totalCount();
                    resident = NativeMemory.residentBytes();
                }
            }
            // At most: what loading libtorch left to the collector (OpenBLAS's SetNumThreads) may be gone by now.
            assertThat(Pointer.totalCount()).as("native objects").isLessThanOrEqualTo(pointers);
            assertThat(NativeMemory.residentBytes() - resident)
                    .as("growth of resident memory beside the heap, bytes")
                    .isLessThan(ALLOWED_GROWTH_BYTES);
        } finally {
            clips.forEach(ClipBatch::close);
        }
    }
}
