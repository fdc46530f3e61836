package org.i3d4j.torch.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.train.listeners.MetricsFiles;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainEnd;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.i3d4j.weights.TensorData;

/** Training on sixteen tiny videos of two classes, four batches an epoch. */
public final class TinyTraining {
    private static final String CONFIG = """
            model_name: tiny
            model: {num_classes: 2}
            learning_rate: {lr: 0.0001}
            optimizer: {type: SGD, momentum: 0.9, weight_decay: 0.0004}
            train: {epochs: 2, save_checkpoint_steps: 3}
            data_loader:
              train:
                dataset: {split: train, seq: 8, batch_size: 4}
                map:
                  operations:
                    - {type: VideoRandomCrop, size: [32, 32]}
                    - {type: VideoToTensor}
              eval:
                dataset: {split: val, seq: 8, seq_mode: average, shuffle: false, batch_size: 4}
                map:
                  operations:
                    - {type: VideoToTensor}
            """;

    private final Path data;

    /** Makes the videos, in {@code folder}. */
    public TinyTraining(Path folder) {
        this(folder, 32);
    }

    /** Makes videos of {@code size} x {@code size} pixels. */
    public TinyTraining(Path folder, int size) {
        this.data = folder;
        new MotionVideos(new MotionSettings(2, 8, 2, size, size, 16, 12, 1), 2).write(data, (done, of) -> {});
    }

    public static LoadedConfig config(Path output, String... changes) {
        List<String> overrides = new ArrayList<>(List.of(changes));
        overrides.add("train.ckpt_path=" + output);
        return ConfigFile.parse(CONFIG, "tiny.yaml", overrides);
    }

    public TrainOptions options(Path output, Optional<Path> pretrained, boolean resume, String... changes) {
        return options(config(output, changes), pretrained, Precision.FP32, resume);
    }

    public TrainOptions options(LoadedConfig config, Optional<Path> pretrained, Precision precision, boolean resume) {
        return new TrainOptions(config, DatasetRoots.at(data), pretrained, Compute.onCpu(precision), resume);
    }

    /** What a run did: its steps, and how it ended. */
    record Run(List<TrainStep> steps, TrainEnd end) {
        List<Double> losses() {
            return steps.stream().map(TrainStep::loss).toList();
        }
    }

    public static List<TrainStep> train(TrainOptions options) {
        return train(options, new StopRequest(), 0).steps();
    }

    /** Trains, asking to stop at step {@code stopAt} unless that is 0. */
    public static Run train(TrainOptions options, StopRequest stop, long stopAt) {
        List<TrainStep> steps = new ArrayList<>();
        TrainListener recorder = new TrainListener() {
            @Override
            public void stepped(TrainStep step) {
                steps.add(step);
                if (step.step() == stopAt) {
                    stop.make();
                }
            }
        };
        try (Training training = new Training(options)) {
            TrainEnd end = training.run(
                    List.of(
                            recorder,
                            new MetricsFiles(training.folder(), options.config().yaml())),
                    stop);
            return new Run(steps, end);
        }
    }

    static Map<String, TensorData> weights(Path checkpoint) {
        return Checkpoints.read(checkpoint).weights().asMap();
    }
}
