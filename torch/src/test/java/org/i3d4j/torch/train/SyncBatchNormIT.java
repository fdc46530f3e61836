package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batch norm over several processes against one process with all clips; whole trainings of frames that leave deep maps. */
class SyncBatchNormIT {
    private static final int STEPS = 12;

    @TempDir
    Path folder;

    private String[] changes(int batchSize, boolean synchronised) {
        return Stream.concat(
                        Stream.of(TogetherTest.COMPARABLE),
                        Stream.of(
                                "train.epochs=3",
                                "train.val_epochs=0",
                                "data_loader.train.dataset.seq=16",
                                "data_loader.train.map.operations=[{type: VideoToTensor}]",
                                "data_loader.train.dataset.batch_size=" + batchSize,
                                "distributed.sync_batch_norm=" + synchronised))
                .toArray(String[]::new);
    }

    private List<Double> together(TinyTraining tiny, String name, boolean synchronised) throws Exception {
        List<List<Double>> ranks = Ranks.run(2, world -> {
            List<Double> losses = new ArrayList<>();
            TrainListener recorder = new TrainListener() {
                @Override
                public void stepped(TrainStep step) {
                    losses.add(step.loss());
                }
            };
            new Training(tiny.options(folder.resolve(name), Optional.empty(), false, changes(2, synchronised)), world)
                    .run(List.of(recorder));
            return losses;
        });
        assertThat(ranks.get(1)).isEqualTo(ranks.get(0));
        return ranks.get(0);
    }

    @Test
    void twoProcessesOfTwoClipsLearnAsOneOfFour() throws Exception {
        TinyTraining tiny = new TinyTraining(folder.resolve("data"), 64);

        List<Double> two = together(tiny, "two", true);
        List<Double> apart = together(tiny, "apart", false);
        List<Double> one = TinyTraining.train(
                        tiny.options(folder.resolve("one"), Optional.empty(), false, changes(4, true)),
                        new StopRequest(),
                        0)
                .losses();

        assertThat(two).hasSize(STEPS);
        for (int step = 0; step < STEPS; step++) {
            assertThat(two.get(step)).as("step %d", step).isCloseTo(one.get(step), within(1e-5));
        }
        assertThat(apart.get(0)).as("not synchronised").isNotCloseTo(one.get(0), within(1e-4));
        assertWeightsClose("two", "one", 1e-4f);
    }

    private void assertWeightsClose(String found, String expected, float tolerance) {
        Map<String, TensorData> expectedWeights = weights(expected);
        weights(found).forEach((name, tensor) -> {
            float[] a = tensor.toFloatArray();
            float[] b = Objects.requireNonNull(expectedWeights.get(name)).toFloatArray();
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i]).as("%s[%d]", name, i).isCloseTo(b[i], within(tolerance));
            }
        });
    }

    private Map<String, TensorData> weights(String run) {
        return TinyTraining.weights(folder.resolve(run).resolve("tiny-3_4.safetensors"));
    }
}
