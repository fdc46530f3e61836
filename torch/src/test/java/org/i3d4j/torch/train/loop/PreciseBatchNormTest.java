package org.i3d4j.torch.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.loading.Sharding;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.Ranks;
import org.i3d4j.torch.train.TinyTraining;
import org.i3d4j.torch.train.TrainOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreciseBatchNormTest {
    private static final String MEAN = "Conv3d_1a_7x7.bn.running_mean";
    private static final String VARIANCE = "Conv3d_1a_7x7.bn.running_var";

    @TempDir
    static Path data;

    private static I3dConfig config;
    private static ConfiguredSplit videos;

    @BeforeAll
    static void makeVideos() {
        TrainOptions options =
                new TinyTraining(data).options(data.resolve("out"), Optional.empty(), false, "train.epochs=1");
        config = options.config().config();
        videos = ConfiguredDatasets.of(config, DatasetRoots.at(data)).train().open();
    }

    private static TorchNetwork network() {
        return TorchNetwork.random(config.model().toSettings(), "cpu", Precision.FP32, 1);
    }

    private static ClipLoader loader(ProcessGroup group) {
        return new ClipLoader(
                videos.dataset(),
                videos.sampler(),
                videos.transforms(),
                videos.loading(),
                Sharding.withinBatches(group.rank(), group.worldSize()));
    }

    private static float[] measured(ProcessGroup group, String name, int batches) {
        try (TorchNetwork network = network();
                ClipLoader loader = loader(group)) {
            new PreciseBatchNorm(batches, loader, network, group).measure(0);
            return network.stateDict().require(name).toFloatArray();
        }
    }

    /** The first values of each batch by themselves. */
    private static double[][] ofBatches(String name, int batches) {
        double[][] values = new double[batches][];
        try (TorchNetwork network = network();
                ClipLoader loader = loader(ProcessGroup.single());
                Epoch epoch = loader.epoch(0, 0)) {
            for (int i = 0; i < batches; i++) {
                try (LabelledBatch batch = Objects.requireNonNull(epoch.next())) {
                    network.measureStatistics(network.onDevice(batch.clips()));
                }
                float[] found = network.stateDict().require(name).toFloatArray();
                values[i] = new double[found.length];
                for (int channel = 0; channel < found.length; channel++) {
                    values[i][channel] = found[channel];
                }
            }
        }
        return values;
    }

    @Test
    void statisticsAreThoseOfAllBatchesTogether() {
        double[][] means = ofBatches(MEAN, 3);
        double[][] variances = ofBatches(VARIANCE, 3);
        float[] mean = measured(ProcessGroup.single(), MEAN, 3);
        float[] variance = measured(ProcessGroup.single(), VARIANCE, 3);

        for (int channel = 0; channel < mean.length; channel++) {
            double expected = (means[0][channel] + means[1][channel] + means[2][channel]) / 3;
            double spread = 0;
            double within = 0;
            for (int batch = 0; batch < 3; batch++) {
                spread += Math.pow(means[batch][channel] - expected, 2) / 3;
                within += variances[batch][channel] / 3;
            }
            assertThat(mean[channel]).isCloseTo((float) expected, within(1e-5f));
            assertThat(variance[channel]).isCloseTo((float) (within + spread), within(1e-4f));
        }
    }

    @Test
    void processesShareTheBatches() throws Exception {
        List<float[]> ranks = Ranks.run(2, group -> measured(group, MEAN, 4));

        assertThat(ranks.get(1)).isEqualTo(ranks.get(0));
        // Two batches of 4 clips in each of two processes are the four of one, in another order.
        float[] alone = measured(ProcessGroup.single(), MEAN, 4);
        for (int channel = 0; channel < alone.length; channel++) {
            assertThat(ranks.get(0)[channel]).isCloseTo(alone[channel], within(1e-5f));
        }
    }

    @Test
    void whatIsFrozenStays() {
        try (TorchNetwork network = network();
                ClipLoader loader = loader(ProcessGroup.single())) {
            network.parameters().freeze(Set.of(MEAN, VARIANCE));
            new PreciseBatchNorm(2, loader, network, ProcessGroup.single()).measure(0);

            assertThat(network.stateDict().require(MEAN).toFloatArray()).containsOnly(0);
            assertThat(network.stateDict()
                            .require("Conv3d_2b_1x1.bn.running_mean")
                            .toFloatArray())
                    .isNotEqualTo(new float[64]);
        }
    }

    @Test
    void withoutBatchesNothingIsMeasured() {
        assertThat(measured(ProcessGroup.single(), MEAN, 0)).containsOnly(0);
    }
}
