package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainStep;

/**
 * Trainings of several processes, here as threads, into folders of their own.
 *
 * @param tiny what they train on
 */
record TogetherRuns(TinyTraining tiny, Path output) {
    /** A fresh network amplifies rounding, which the order of sums changes; a great eps and small steps keep it calm. */
    static final String[] COMPARABLE = {
        "model.keep_prob=1",
        "model.bn_eps=1",
        "learning_rate.lr=0.00001",
        "data_loader.train.dataset.batch_size=2",
        "distributed.sync_batch_norm=true"
    };

    /** What a run told. */
    static class Recorder implements TrainListener {
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

        List<TrainStep> steps() {
            return steps;
        }

        List<Evaluation> evaluations() {
            return evaluations;
        }

        List<Double> losses() {
            return steps.stream().map(TrainStep::loss).toList();
        }
    }

    Recorder together(int worldSize, String name, String... changes) throws Exception {
        return together(worldSize, tiny.options(output.resolve(name), Optional.empty(), false, changes));
    }

    /** By the engine that can do with every exchange of gradients, for comparisons of digits. */
    Recorder byLibtorch(int worldSize, String name, String... changes) throws Exception {
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

    static Recorder together(int worldSize, TrainOptions options) throws Exception {
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

    static String[] with(String[] changes, String... more) {
        return Stream.concat(Stream.of(changes), Stream.of(more)).toArray(String[]::new);
    }
}
