package org.i3d4j.torch.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.error.OutputException;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.train.checkpoint.CheckpointFolder.Output;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.optimizer.Ema;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.torch.train.optimizer.StepPlan;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * A folder that a run of the model {@code tiny} saves to.
 *
 * @param nanos the time
 * @param saved what listeners were told, and in which thread
 */
record SavingRun(Path folder, TrainingState state, AtomicLong nanos, List<String> saved) {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 2);

    SavingRun(Path folder, TrainingState state) {
        this(folder, state, new AtomicLong(), new ArrayList<>());
    }

    /** Of a network with random weights; the caller's to close. */
    static TrainingState newState() {
        TorchNetwork network = TorchNetwork.random(SETTINGS, "cpu", Precision.FP32, 1);
        return new TrainingState(
                network, new Sgd(network.parameters(), 0.9, 0, false), new Ema(network.parameters(), 0.5));
    }

    CheckpointFolder open(double everyMinutes, int keep, Output output) {
        CheckpointFolder.Policy policy =
                new CheckpointFolder.Policy("tiny", 1, 0, everyMinutes, keep, new StepPlan(100, 1, 1), true);
        CheckpointFolder checkpoints = new CheckpointFolder(
                folder,
                policy,
                state,
                (position, metrics) -> new CheckpointMetadata(SETTINGS, position, "", List.of(), metrics, Map.of()),
                List.of(new TrainListener() {
                    @Override
                    public void saved(Path checkpoint) {
                        saved.add(checkpoint.getFileName() + " on "
                                + Thread.currentThread().getName());
                    }
                }),
                output,
                nanos::get);
        checkpoints.begin(TrainingPosition.START);
        return checkpoints;
    }

    static TrainingPosition step(int step) {
        return new TrainingPosition(0, step, step, -1, 0);
    }

    /** A file with nothing in it, in place of fifty megabytes. */
    static void touch(Path file, CheckpointMetadata metadata, StateDict weights, Map<String, TensorData> training) {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new OutputException(file + ": full", e);
        }
    }

    List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
