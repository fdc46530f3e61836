package org.i3d4j.torch.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.TrainingException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.files.IoReason;
import org.i3d4j.torch.InceptionI3d;
import org.i3d4j.weights.TensorData;

/**
 * The checkpoints of a run in its folder: {@code NAME-EPOCH_STEP.safetensors} to train on from, epoch and step in epoch
 * counted as the reference system does, and {@code best.safetensors} to use.
 */
final class CheckpointFolder {
    /** The model that did best in validation. */
    static final String BEST = "best.safetensors";

    private static final String EXTENSION = ".safetensors";

    private final Path folder;
    private final Policy policy;
    private final InceptionI3d network;
    private final Optimizer optimizer;
    private final Ema ema;
    private final Description description;
    private final List<TrainListener> listeners;

    /**
     * When to save.
     *
     * @param modelName how file names begin
     * @param everyEpochs epochs between checkpoints; 0 for only after the last
     * @param everySteps updates between checkpoints; 0 for never in mid-epoch
     * @param keep newest checkpoints kept
     * @param plan which batches make an update
     * @param writes false for a process that leaves it to another
     */
    record Policy(String modelName, int everyEpochs, int everySteps, int keep, StepPlan plan, boolean writes) {}

    /** What every checkpoint of the run says of itself, but for the position and the metrics. */
    @FunctionalInterface
    interface Description {
        CheckpointMetadata at(TrainingPosition position, Map<String, Double> metrics);
    }

    CheckpointFolder(
            Path folder,
            Policy policy,
            InceptionI3d network,
            Optimizer optimizer,
            Ema ema,
            Description description,
            List<TrainListener> listeners) {
        this.folder = folder;
        this.policy = policy;
        this.network = network;
        this.optimizer = optimizer;
        this.ema = ema;
        this.description = description;
        this.listeners = listeners;
    }

    boolean isDueAfterStep(long step) {
        return policy.everySteps() > 0 && step % policy.everySteps() == 0;
    }

    boolean isDueAfterEpoch(int epochsDone, int epochs) {
        return epochsDone == epochs || (policy.everyEpochs() > 0 && epochsDone % policy.everyEpochs() == 0);
    }

    /** Saves what is needed to train on, and lets go of the oldest above the number to keep. */
    void save(TrainingPosition position) {
        if (!policy.writes()) {
            return;
        }
        int epoch = position.sample() == 0 ? position.epoch() : position.epoch() + 1;
        int step = position.sample() == 0
                ? policy.plan().stepsPerEpoch()
                : policy.plan().stepInEpoch(position);
        Path file =
                folder.resolve(String.format(Locale.ROOT, "%s-%d_%d%s", policy.modelName(), epoch, step, EXTENSION));
        Map<String, TensorData> training = optimizer.state();
        training.putAll(ema.state());
        write(file, description.at(position, Map.of()), training);
        List<Path> all = inOrder(folder, policy.modelName());
        all.stream().limit(Math.max(0, all.size() - policy.keep())).forEach(CheckpointFolder::delete);
    }

    /** Saves the model alone, with what was measured. */
    void saveBest(TrainingPosition position, Evaluation evaluation) {
        if (!policy.writes()) {
            return;
        }
        Path file = folder.resolve(BEST);
        write(file, description.at(position, evaluation.figures()), Map.of());
    }

    private void write(Path file, CheckpointMetadata metadata, Map<String, TensorData> training) {
        if (!network.parameters().isFinite()) {
            throw new TrainingException(
                    file + ": not saved, for the network holds weights that are not finite; lower the learning rate, or"
                            + " set optimizer.grad_clip_norm" + whatStays());
        }
        try {
            Checkpoints.write(file, metadata, network.stateDict(), training);
        } catch (OutputException e) {
            throw new OutputException(e.getMessage() + whatStays(), e);
        }
        listeners.forEach(listener -> listener.saved(file));
    }

    /** The end of a message about a failure: what there is to go on from. */
    String whatStays() {
        return newest(folder, policy.modelName())
                .map(checkpoint -> "; " + checkpoint + " stays; train on from it with --resume")
                .orElse("; there is no checkpoint yet");
    }

    /** The checkpoint that was written last, if there is one. */
    static Optional<Path> newest(Path folder, String modelName) {
        List<Path> all = inOrder(folder, modelName);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private static List<Path> inOrder(Path folder, String modelName) {
        Pattern name = Pattern.compile(Pattern.quote(modelName) + "-(\\d{1,9})_(\\d{1,9})" + Pattern.quote(EXTENSION));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.<Path>comparingInt(file -> number(name, file, 1))
                            .thenComparingInt(file -> number(name, file, 2)))
                    .toList();
        } catch (IOException e) {
            throw new OutputException(folder + ": can't be listed: " + IoReason.of(e), e);
        }
    }

    private static int number(Pattern name, Path file, int group) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(group)) : -1;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OutputException(file + ": an old checkpoint can't be deleted: " + IoReason.of(e), e);
        }
    }
}
