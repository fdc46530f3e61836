package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.LongTest;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.InceptionI3d;
import org.i3d4j.torch.distributed.GradientExchange;
import org.i3d4j.torch.distributed.GradientRoute;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.TinyTraining.Run;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.Targets;
import org.i3d4j.torch.train.optimizer.GradientClipping;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes training together, here as threads. */
class TogetherTest {
    /** A fresh network amplifies rounding, which the order of sums changes; a great eps and small steps keep it calm. */
    static final String[] COMPARABLE = {
        "model.keep_prob=1",
        "model.bn_eps=1",
        "learning_rate.lr=0.00001",
        "data_loader.train.dataset.batch_size=2",
        "distributed.sync_batch_norm=true"
    };

    @TempDir
    static Path data;

    private static TinyTraining tiny;

    @TempDir
    Path output;

    @BeforeAll
    static void makeVideos() {
        tiny = new TinyTraining(data);
    }

    /** What a run told. */
    private static class Recorder implements TrainListener {
        private final List<TrainStep> steps = new ArrayList<>();
        private final List<Evaluation> evaluations = new ArrayList<>();

        @Override
        public void stepped(TrainStep step) {
            steps.add(step);
        }

        @Override
        public void validated(int epoch, long step, Evaluation evaluation) {
            evaluations.add(evaluation);
        }

        List<Double> losses() {
            return steps.stream().map(TrainStep::loss).toList();
        }
    }

    private Recorder together(int worldSize, String name, String... changes) throws Exception {
        return together(worldSize, tiny.options(output.resolve(name), Optional.empty(), false, changes));
    }

    /** By the engine that can do with every exchange of gradients, for comparisons of digits. */
    private Recorder byLibtorch(int worldSize, String name, String... changes) throws Exception {
        TrainOptions options = tiny.options(output.resolve(name), Optional.empty(), false, changes);
        return together(
                worldSize,
                new TrainOptions(
                        options.config(),
                        options.videos(),
                        options.pretrained(),
                        new Compute("cpu", options.compute().precision(), Engine.LIBTORCH),
                        options.resume()));
    }

    private static Recorder together(int worldSize, TrainOptions options) throws Exception {
        List<Recorder> ranks = Ranks.run(worldSize, group -> {
            Recorder recorder = new Recorder();
            try (Training training = new Training(options, group)) {
                training.run(List.of(recorder));
            }
            return recorder;
        });
        assertThat(ranks)
                .allSatisfy(rank -> assertThat(rank.losses())
                        .as("all ranks tell the same")
                        .isEqualTo(ranks.get(0).losses()));
        return ranks.get(0);
    }

    private static String[] with(String[] changes, String... more) {
        return Stream.concat(Stream.of(changes), Stream.of(more)).toArray(String[]::new);
    }

    /** 16 videos in batches of 3 x 3: the last has 7 for three ranks. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void noVideoIsLeftOutOrCountedTwice(int worldSize) throws Exception {
        Recorder run = together(worldSize, "uneven", "train.epochs=1", "data_loader.train.dataset.batch_size=3");

        assertThat(run.steps.stream().mapToInt(TrainStep::clips).sum()).isEqualTo(16);
    }

    /** 16 videos, 5 in each of 3 processes: one is left, for one of them. */
    @LongTest
    @Test
    void aProcessWithoutAClipTakesPart() throws Exception {
        Recorder run =
                together(3, "one left", with(COMPARABLE, "train.epochs=2", "data_loader.train.dataset.batch_size=5"));
        Run one = TinyTraining.train(
                tiny.options(
                        output.resolve("one"),
                        Optional.empty(),
                        false,
                        with(COMPARABLE, "train.epochs=2", "data_loader.train.dataset.batch_size=15")),
                new StopRequest(),
                0);

        assertThat(run.steps).extracting(TrainStep::clips).containsExactly(15, 1, 15, 1);
        for (int step = 0; step < 4; step++) {
            assertThat(run.losses().get(step))
                    .as("step %d", step)
                    .isCloseTo(one.losses().get(step), within(1e-5));
        }
    }

    /** The length of the gradient of an update before it is shortened to 0.001, and after. */
    private static List<Double> lengths(ProcessGroup group, GradientRoute route) {
        try (InceptionI3d network = InceptionI3d.random(ModelSettings.of(3, 2), "cpu", Precision.FP32, 1);
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

    /** The same weights measured by 1, 2 and 3 processes. */
    @LongTest
    @Test
    void validationGivesTheSameNumbersWhateverTheNumberOfProcesses() throws Exception {
        List<Map<String, Double>> figures = new ArrayList<>();
        for (int worldSize = 1; worldSize <= 3; worldSize++) {
            Recorder run = together(
                    worldSize,
                    "validated " + worldSize,
                    "train.epochs=1",
                    "learning_rate.lr=1e-30",
                    "train.freeze_batch_norm=all",
                    "data_loader.eval.dataset.batch_size=2");
            figures.add(run.evaluations.get(0).figures());
        }

        assertThat(figures.get(1)).isEqualTo(figures.get(0));
        assertThat(figures.get(2)).isEqualTo(figures.get(0));
    }

    /** Of the 16 videos of the epoch two processes take 8, one takes 2, three the rest; the update goes on counting. */
    @LongTest
    @Test
    void theNumberOfProcessesMayChangeWithinAnEpoch() throws Exception {
        List<TrainStep> steps = new ArrayList<>();
        steps.addAll(goOn(2, 2));
        steps.addAll(goOn(1, 3));
        steps.addAll(goOn(3, 0));

        assertThat(steps).extracting(TrainStep::clips).containsExactly(4, 4, 2, 6);
        assertThat(steps).extracting(TrainStep::step).containsExactly(1L, 2L, 3L, 4L);
    }

    /** Trains on, until step {@code stopAt} unless that is 0. */
    private List<TrainStep> goOn(int worldSize, long stopAt) throws Exception {
        return Ranks.run(worldSize, group -> {
                    StopRequest stop = new StopRequest();
                    Recorder recorder = new Recorder() {
                        @Override
                        public void stepped(TrainStep step) {
                            super.stepped(step);
                            if (step.step() == stopAt && group.isFirst()) {
                                stop.make();
                            }
                        }
                    };
                    TrainOptions options = tiny.options(
                            output.resolve("changing"),
                            Optional.empty(),
                            true,
                            "train.epochs=1",
                            "data_loader.train.dataset.batch_size=2");
                    try (Training training = new Training(options, group)) {
                        training.run(List.of(recorder), stop);
                    }
                    return recorder;
                })
                .get(0)
                .steps;
    }

    @Test
    void processesThatAreToDoDifferentThingsAreTold() {
        assertThatThrownBy(() -> Ranks.run(2, group -> {
                    TrainOptions options = tiny.options(
                            output.resolve("rank" + group.rank()),
                            Optional.empty(),
                            false,
                            "train.epochs=1",
                            "learning_rate.lr=0.0" + (1 + group.rank()));
                    try (Training training = new Training(options, group)) {
                        return training.run(List.of());
                    }
                }))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("rank 0 has learning rate", "lr=0.01", "rank 1", "lr=0.02");
    }

    @LongTest
    @Test
    void theLearningRateMayGrowWithTheNumberOfProcesses() throws Exception {
        Recorder linear = together(2, "linear", "train.epochs=1", "distributed.scale_lr=linear");
        Recorder root = together(2, "root", "train.epochs=1", "distributed.scale_lr=sqrt");

        assertThat(linear.steps.get(0).learningRate()).isEqualTo(0.0002);
        assertThat(root.steps.get(0).learningRate()).isEqualTo(0.0001 * Math.sqrt(2));
    }

    /** Of two numbers there is one sum. */
    @LongTest
    @Test
    void allReducesGiveTheDigitsOfSharedMemory() throws Exception {
        Recorder shared = together(2, "shared by oneDNN", "train.epochs=2", "model.keep_prob=1");
        Recorder reduced = together(
                2, "all-reduced", "train.epochs=2", "model.keep_prob=1", "distributed.gradient_exchange=allreduce");

        assertThat(reduced.losses()).isEqualTo(shared.losses());
    }

    /** Of two numbers there is one sum, and halves are exact. */
    @Test
    void theReducerGivesTheDigitsOfSharedMemory() throws Exception {
        Recorder shared = byLibtorch(2, "shared", "train.epochs=2", "model.keep_prob=1");
        Recorder reduced = byLibtorch(
                2, "reduced", "train.epochs=2", "model.keep_prob=1", "distributed.gradient_exchange=reducer");

        assertThat(reduced.losses()).isEqualTo(shared.losses());
    }

    @LongTest
    @Test
    void theReducerLearnsWhatSharedMemoryDoesInThreeProcesses() throws Exception {
        String[] changes = with(COMPARABLE, "train.epochs=2");
        Recorder shared = together(3, "three shared", changes);
        Recorder reduced = together(3, "three reduced", with(changes, "distributed.gradient_exchange=reducer"));

        for (int step = 0; step < shared.steps.size(); step++) {
            assertThat(reduced.losses().get(step))
                    .as("step %d", step)
                    .isCloseTo(shared.losses().get(step), within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allreduce", "reducer"})
    void gradientsMayTravelInHalfPrecision(String exchange) throws Exception {
        String[] changes = {"train.epochs=1", "model.keep_prob=1", "distributed.gradient_exchange=" + exchange};
        Recorder full = together(2, "full", changes);
        Recorder half = together(2, "half", with(changes, "distributed.gradient_compression=fp16"));

        assertThat(half.losses()).isNotEqualTo(full.losses());
        assertThat(half.losses().get(1)).isCloseTo(full.losses().get(1), within(1e-2));
    }
}
