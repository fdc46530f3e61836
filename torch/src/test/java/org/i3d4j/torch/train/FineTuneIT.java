package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.LongTest;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.motion.MotionClass;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on from a network that learnt other classes, as after pre-training on Kinetics, against random weights: three whole runs, which {@code .ci/run} has no time for. */
@LongTest
@Tag("run")
class FineTuneIT {
    private static final Path DEMO = Path.of("..", "configs", "demo.yaml");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aTrunkOfOtherClassesLearnsFasterThanRandomWeights() {
        Path moves = videos("moves", "left,right,up,down", 1);
        Path turns = videos("turns", "clockwise,counter-clockwise,towards,away", 2);

        double trunk = best(train(moves, "trunk", 4, Optional.empty()));
        List<Double> fineTuned =
                train(turns, "fine", 5, Optional.of(folder.resolve("trunk").resolve("best.safetensors")));
        List<Double> fromRandom = train(turns, "random", 5, Optional.empty());

        System.out.println("validation top-1 after epochs of 25 steps, fine-tuned " + fineTuned
                + ", from random weights " + fromRandom);
        assertThat(trunk).isGreaterThan(0.8);
        assertThat(best(fineTuned)).isGreaterThan(0.8);
        // What one epoch ends at is a matter of luck with 80 videos and steps this long: all of them are compared.
        assertThat(mean(fineTuned)).isGreaterThan(mean(fromRandom) + 0.1);
    }

    private static double mean(List<Double> accuracies) {
        return accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double best(List<Double> accuracies) {
        return accuracies.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    private Path videos(String name, String classes, long seed) {
        Path data = folder.resolve(name);
        MotionSettings settings = new MotionSettings(MotionClass.several(classes), 100, 20, 64, 64, 24, 12, seed);
        new MotionVideos(settings, 2).write(data, (done, of) -> {});
        return data;
    }

    /** Top-1 of each validation. */
    private List<Double> train(Path data, String name, int epochs, Optional<Path> pretrained) {
        LoadedConfig config = ConfigFile.load(
                DEMO,
                List.of(
                        "model.num_classes=4",
                        "train.epochs=" + epochs,
                        "train.ckpt_path='" + folder.resolve(name) + "'"));
        List<Double> accuracies = new ArrayList<>();
        TrainListener recorder = new TrainListener() {
            @Override
            public void validated(int epoch, long step, Evaluation evaluation) {
                accuracies.add(evaluation.top1());
            }
        };
        try (Training training = new Training(
                new TrainOptions(config, DatasetRoots.at(data), pretrained, Compute.onCpu(Precision.BF16), false))) {
            training.run(List.of(recorder));
        }
        return accuracies;
    }
}
