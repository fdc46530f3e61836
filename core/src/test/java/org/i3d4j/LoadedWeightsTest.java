package org.i3d4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loaded model has its weights once: in its network, as that lays them out. */
class LoadedWeightsTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 2);
    private static final int MOST_COLLECTIONS = 50;

    @TempDir
    private static Path folder;

    private static Path checkpoint;

    /** A loaded model, and every tensor that it was made of as long as something holds it. */
    private record Loaded(I3d i3d, List<WeakReference<ByteBuffer>> tensors) implements AutoCloseable {
        static Loaded of(Path file, Precision precision) {
            SavedModel model = Checkpoints.read(file);
            List<WeakReference<ByteBuffer>> tensors = new ArrayList<>();
            model.weights().values().forEach(tensor -> tensors.add(new WeakReference<>(tensor.values())));
            return new Loaded(I3d.load(model, Compute.onCpu(precision)), tensors);
        }

        long held() {
            return tensors.stream().filter(tensor -> tensor.get() != null).count();
        }

        @Override
        public void close() {
            i3d.close();
        }
    }

    @BeforeAll
    static void write() {
        checkpoint = ModelFormat.SAFETENSORS.write(
                folder.resolve("model.safetensors"),
                SETTINGS,
                GoldenModel.weights(SETTINGS, 1, false),
                ModelDescription.NONE,
                Optional.empty());
    }

    /** Clips of a shape that comes later are computed from what the network has. */
    @Test
    void nothingHoldsTheTensorsOfTheFile() throws InterruptedException {
        try (Loaded loaded = Loaded.of(checkpoint, Precision.FP32)) {
            for (int i = 0; i < MOST_COLLECTIONS && loaded.held() > 0; i++) {
                System.gc();
                Thread.sleep(10);
            }

            assertThat(loaded.held()).isZero();
            assertThat(logit(loaded.i3d(), 32)).isEqualTo(logit(Checkpoints.read(checkpoint), 32));
            assertThat(logit(loaded.i3d(), 48)).isEqualTo(logit(Checkpoints.read(checkpoint), 48));
        }
    }

    private static double logit(SavedModel model, int side) {
        try (I3d fresh = I3d.load(model, Compute.DEFAULT)) {
            return logit(fresh, side);
        }
    }

    private static double logit(I3d i3d, int side) {
        try (ClipBatch clip = ClipBatch.allocate(1, 3, 8, side, side)) {
            FloatBuffer values = clip.pointer().asBuffer();
            while (values.hasRemaining()) {
                values.put((float) Math.sin(values.position() * 0.1));
            }
            return i3d.network().forward(clip).row(0)[0];
        }
    }

    @Test
    void whoAsksForThemIsToldToReadTheFileAgain() {
        try (I3d i3d = I3d.load(checkpoint)) {
            assertThat(i3d.model().settings()).isEqualTo(SETTINGS);
            assertThatThrownBy(() -> i3d.model().weights())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(checkpoint.toString(), "read the file again");
            assertThatThrownBy(() -> i3d.model().network(Compute.DEFAULT).close())
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
