package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.LongTest;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batch norm over several processes against one process with all clips; whole trainings of frames that leave deep maps. */
@LongTest
class SyncBatchNormIT {
    private static final int STEPS = 12;

    /** A fresh network amplifies rounding, which the order of sums changes; a great eps and small steps keep it calm. */
    private static final List<String> COMPARABLE = List.of(
            "model={num_classes: 2, keep_prob: 1, bn_eps: 1}",
            "learning_rate.lr=0.00001",
            "optimizer.momentum=0.9",
            "train.epochs=3",
            "train.val_epochs=0",
            "data_loader.train.dataset.seq=16",
            "data_loader.train.map.operations=[{type: VideoToTensor}]");

    @TempDir
    private Path folder;

    private void train(String name, int processes, int clipsOfEach, boolean synchronised)
            throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(processes > 1 ? List.of("launch", "--nproc", processes) : List.of());
        arguments.addAll(
                List.of("train", "--config", folder.resolve("tiny.yaml"), "--dataset", folder.resolve("data")));
        Stream.concat(
                        COMPARABLE.stream(),
                        Stream.of(
                                "data_loader.train.dataset.batch_size=" + clipsOfEach,
                                "distributed.sync_batch_norm=" + synchronised,
                                "train.ckpt_path='" + folder.resolve(name) + "'"))
                .forEach(change -> arguments.addAll(List.of("--set", change)));
        Path output = Files.createDirectory(folder.resolve(name + "-output"));
        CommandProcess.after(":").run(output, arguments.toArray()).succeeds();
    }

    private List<Double> losses(String name) throws IOException {
        return StepLosses.of(folder.resolve(name)).values().stream()
                .map(Double::valueOf)
                .toList();
    }

    @Test
    void twoProcessesOfTwoClipsLearnAsOneOfFour() throws Exception {
        new MotionVideos(new MotionSettings(2, 8, 2, 64, 64, 16, 12, 1), 2)
                .write(folder.resolve("data"), (done, of) -> {});
        TinyModel.writeConfig(folder.resolve("tiny.yaml"));

        train("two", 2, 2, true);
        train("apart", 2, 2, false);
        train("one", 1, 4, true);

        List<Double> one = losses("one");
        List<Double> two = losses("two");
        assertThat(two).hasSize(STEPS);
        for (int step = 0; step < STEPS; step++) {
            assertThat(two.get(step)).as("step %d", step).isCloseTo(one.get(step), within(1e-5));
        }
        assertThat(losses("apart").get(0)).as("not synchronised").isNotCloseTo(one.get(0), within(1e-4));
        assertWeightsClose("two", "one", 1e-4f);
    }

    private void assertWeightsClose(String found, String expected, float tolerance) {
        StateDict expectedWeights = weights(expected);
        weights(found).asMap().forEach((name, tensor) -> {
            float[] a = tensor.toFloatArray();
            float[] b = expectedWeights.require(name).toFloatArray();
            for (int i = 0; i < a.length; i++) {
                // An assertion for each of millions of weights takes longer than the trainings.
                if (!(Math.abs(a[i] - b[i]) <= tolerance)) {
                    assertThat(a[i]).as("%s[%d]", name, i).isCloseTo(b[i], within(tolerance));
                }
            }
        });
    }

    private StateDict weights(String run) {
        return Checkpoints.read(folder.resolve(run).resolve("tiny-3_4.safetensors"))
                .weights();
    }
}
