package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.LongTest;
import org.i3d4j.torch.NativeMemory;
import org.i3d4j.torch.train.listeners.MetricsFiles;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training of many tiny steps, with loader, checkpoints and figures, whose needs don't grow: 300 steps here, as many as
 * I3D_SOAK_STEPS says; soak.csv in the folder of test results has the curve.
 */
@LongTest
class SoakIT {
    private static final int STEPS =
            Integer.parseInt(Objects.requireNonNullElse(System.getenv("I3D_SOAK_STEPS"), "300"));
    private static final int STEPS_PER_EPOCH = 4;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** What the process needs at a moment. */
    private record Needs(long step, long residentKib, long descriptors, int threads, long pointers) {
        static Needs at(long step) {
            try (Stream<Path> open = Files.list(DESCRIPTORS)) {
                return new Needs(
                        step,
                        NativeMemory.residentBytes() >> 10,
                        open.count(),
                        Thread.activeCount(),
                        Pointer.totalCount());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        String row() {
            return String.format(
                    Locale.ROOT, "%d,%.1f,%d,%d,%d", step, residentKib / 1024.0, descriptors, threads, pointers);
        }
    }

    @TempDir
    Path folder;

    @Test
    void needsDoNotGrow() throws IOException {
        assumeTrue(Files.exists(DESCRIPTORS), "needs are read as Linux has them");
        TinyTraining tiny = new TinyTraining(folder.resolve("data"));
        List<Needs> curve = new ArrayList<>();
        TrainListener sampler = new TrainListener() {
            @Override
            public void epochEnded(int epoch, long step) {
                // The same moment of every epoch: no worker reads, no step holds tensors.
                if (step * 20 / STEPS > curve.size()) {
                    System.gc();
                    curve.add(Needs.at(step));
                }
            }
        };
        TrainOptions options = tiny.options(
                folder.resolve("out"),
                Optional.empty(),
                false,
                "train.epochs=" + STEPS / STEPS_PER_EPOCH,
                "train.save_checkpoint_epochs=5",
                "train.val_epochs=5",
                "learning_rate.lr=0.0001",
                "data_loader.train.dataset.num_parallel_workers=2");
        try (Training training = new Training(options)) {
            training.run(List.of(
                    sampler,
                    new MetricsFiles(training.folder(), options.config().yaml())));
        }

        write(curve);
        Needs early = curve.get(curve.size() / 4);
        Needs late = curve.get(curve.size() - 1);
        assertThat(late.pointers()).isLessThanOrEqualTo(early.pointers() + 5);
        assertThat(late.descriptors()).isLessThanOrEqualTo(early.descriptors() + 2);
        assertThat(late.threads()).isLessThanOrEqualTo(early.threads() + 2);
        // Allocators may keep some; a leak of one batch a step would be more.
        assertThat(late.residentKib()).isLessThan(early.residentKib() + 96 * 1024);
    }

    private static void write(List<Needs> curve) throws IOException {
        List<String> lines = new ArrayList<>(List.of("step,resident_beside_heap_mib,descriptors,threads,pointers"));
        curve.forEach(needs -> lines.add(needs.row()));
        Files.write(Path.of("target", "soak.csv"), lines);
    }
}
