package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.LongTest;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.distributed.GradientExchange;
import org.i3d4j.torch.distributed.GradientRoute;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.TogetherRuns.Recorder;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.Targets;
import org.i3d4j.torch.train.optimizer.GradientClipping;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way gradients go, processes learn the same. */
class GradientRoutesTest {
    @TempDir
    static Path data;

    private static TinyTraining tiny;

    @TempDir
    Path output;

    private TogetherRuns runs;

    @BeforeAll
    static void makeVideos() {
        tiny = new TinyTraining(data);
    }

    @BeforeEach
    void begin() {
        runs = new TogetherRuns(tiny, output);
    }

    /** The length of the gradient of an update before it is shortened to 0.001, and after. */
    private static List<Double> lengths(ProcessGroup group, GradientRoute route) {
        try (TorchNetwork network = TorchNetwork.random(ModelSettings.of(3, 2), "cpu", Precision.FP32, 1);
                Optimizer sgd = new Sgd(network.parameters(), 0, 0, false);
                GradientExchange exchange = group.gradients(network.parameters(), route);
                ClipBatch clips = GoldenClips.batch(group.rank(), 1, 3, 16, 32, 32)) {
            Learner.Settings settings = new Learner.Settings(new GradientClipping(1e-3), false, 1);
            double before = new Learner(network, sgd, new Loss.SoftmaxCrossEntropy(0), settings, group, exchange)
                    .step(clips, Targets.ofClasses(2, 1), 1, 0)
                    .gradientNorm();
            return List.of(before, GradientClipping.norm(network.parameters().gradients()));
        }
    }

    @ParameterizedTest
    @EnumSource(GradientRoute.class)
    void allShortenTheSameGradient(GradientRoute route) throws Exception {
        List<List<Double>> ranks = Ranks.run(3, group -> lengths(group, route));

        assertThat(ranks.get(0).get(0)).isGreaterThan(1e-3);
        assertThat(ranks.get(0).get(1)).isCloseTo(1e-3, within(1e-6));
        assertThat(ranks).containsOnly(ranks.get(0));
    }

    /** Of two numbers there is one sum. */
    @LongTest
    @Test
    void allReducesGiveTheDigitsOfSharedMemory() throws Exception {
        Recorder shared = runs.together(2, "shared by oneDNN", "train.epochs=2", "model.keep_prob=1");
        Recorder reduced = runs.together(
                2, "all-reduced", "train.epochs=2", "model.keep_prob=1", "distributed.gradient_exchange=allreduce");

        assertThat(reduced.losses()).isEqualTo(shared.losses());
    }

    /** Of two numbers there is one sum, and halves are exact. */
    @Test
    void theReducerGivesTheDigitsOfSharedMemory() throws Exception {
        Recorder shared = runs.byLibtorch(2, "shared", "train.epochs=2", "model.keep_prob=1");
        Recorder reduced = runs.byLibtorch(
                2, "reduced", "train.epochs=2", "model.keep_prob=1", "distributed.gradient_exchange=reducer");

        assertThat(reduced.losses()).isEqualTo(shared.losses());
    }

    @LongTest
    @Test
    void theReducerLearnsWhatSharedMemoryDoesInThreeProcesses() throws Exception {
        String[] changes = TogetherRuns.with(TogetherRuns.COMPARABLE, "train.epochs=2");
        Recorder shared = runs.together(3, "three shared", changes);
        Recorder reduced =
                runs.together(3, "three reduced", TogetherRuns.with(changes, "distributed.gradient_exchange=reducer"));

        for (int step = 0; step < shared.steps().size(); step++) {
            assertThat(reduced.losses().get(step))
                    .as("step %d", step)
                    .isCloseTo(shared.losses().get(step), within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allreduce", "reducer"})
    void gradientsMayTravelInHalfPrecision(String exchange) throws Exception {
        String[] changes = {"train.epochs=1", "model.keep_prob=1", "distributed.gradient_exchange=" + exchange};
        Recorder full = runs.together(2, "full", changes);
        Recorder half = runs.together(2, "half", TogetherRuns.with(changes, "distributed.gradient_compression=fp16"));

        assertThat(half.losses()).isNotEqualTo(full.losses());
        assertThat(half.losses().get(1)).isCloseTo(full.losses().get(1), within(1e-2));
    }
}
