package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.LongTest;
import org.i3d4j.error.ConfigException;
import org.i3d4j.torch.train.TinyTraining.Run;
import org.i3d4j.torch.train.TogetherRuns.Recorder;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes training together, here as threads. */
class TogetherTest {

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

    /** 16 videos in batches of 3 x 3: the last has 7 for three ranks. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void noVideoIsLeftOutOrCountedTwice(int worldSize) throws Exception {
        Recorder run = runs.together(worldSize, "uneven", "train.epochs=1", "data_loader.train.dataset.batch_size=3");

        assertThat(run.steps().stream().mapToInt(TrainStep::clips).sum()).isEqualTo(16);
    }

    /** 16 videos, 5 in each of 3 processes: one is left, for one of them. */
    @LongTest
    @Test
    void aProcessWithoutAClipTakesPart() throws Exception {
        Recorder run = runs.together(
                3,
                "one left",
                TogetherRuns.with(TogetherRuns.COMPARABLE, "train.epochs=2", "data_loader.train.dataset.batch_size=5"));
        Run one = TinyTraining.train(
                tiny.options(
                        output.resolve("one"),
                        Optional.empty(),
                        false,
                        TogetherRuns.with(
                                TogetherRuns.COMPARABLE, "train.epochs=2", "data_loader.train.dataset.batch_size=15")),
                new StopRequest(),
                0);

        assertThat(run.steps()).extracting(TrainStep::clips).containsExactly(15, 1, 15, 1);
        for (int step = 0; step < 4; step++) {
            assertThat(run.losses().get(step))
                    .as("step %d", step)
                    .isCloseTo(one.losses().get(step), within(1e-5));
        }
    }

    /** The same weights measured by 1, 2 and 3 processes. */
    @LongTest
    @Test
    void validationGivesTheSameNumbersWhateverTheNumberOfProcesses() throws Exception {
        List<Map<String, Double>> figures = new ArrayList<>();
        for (int worldSize = 1; worldSize <= 3; worldSize++) {
            Recorder run = runs.together(
                    worldSize,
                    "validated " + worldSize,
                    "train.epochs=1",
                    "learning_rate.lr=1e-30",
                    "train.freeze_batch_norm=all",
                    "data_loader.eval.dataset.batch_size=2");
            figures.add(run.evaluations().get(0).figures());
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
                .steps();
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
        Recorder linear = runs.together(2, "linear", "train.epochs=1", "distributed.scale_lr=linear");
        Recorder root = runs.together(2, "root", "train.epochs=1", "distributed.scale_lr=sqrt");

        assertThat(linear.steps().get(0).learningRate()).isEqualTo(0.0002);
        assertThat(root.steps().get(0).learningRate()).isEqualTo(0.0001 * Math.sqrt(2));
    }
}
