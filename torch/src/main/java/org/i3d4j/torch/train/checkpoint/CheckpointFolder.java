package org.i3d4j.torch.train.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.error.Advice;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.TrainingException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.optimizer.StepPlan;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * The checkpoints of a run in its folder: {@code NAME-EPOCH_STEP.safetensors} to train on from, epoch and step in epoch
 * counted as the reference system does, and {@code best.safetensors} to use. A save copies the run's state in memory and
 * returns; the copy is written while training goes on. Only one process may save to a folder.
 */
public final class CheckpointFolder implements AutoCloseable {
    /** The model that did best in validation. */
    static final String BEST = CheckpointFiles.BEST;

    private static final double NANOS_PER_MINUTE = 60e9;

    private final CheckpointFiles files;
    private final Policy policy;
    private final TrainingState state;
    private final Description description;
    private final List<TrainListener> listeners;
    private final Output output;
    private final LongSupplier nanoTime;
    private final CheckpointWriter writer = new CheckpointWriter();
    private final Snapshot snapshot = new Snapshot();
    private final CheckpointRescue rescue = CheckpointRescue.inTemporaryFolder();
    /** Oldest first; touched by the writer's work, and else when it does none. */
    private final List<Path> kept = new ArrayList<>();

    private long lastSaveNanos;

    /**
     * When to save.
     *
     * @param modelName how file names begin
     * @param everyEpochs epochs between checkpoints; 0 for only after the last
     * @param everySteps updates between checkpoints; 0 for never in mid-epoch
     * @param everyMinutes time after a checkpoint to the next step with one; 0 for any time
     * @param keep newest checkpoints kept
     * @param plan which batches make an update
     * @param writes false for a process that leaves it to another
     */
    public record Policy(
            String modelName,
            int everyEpochs,
            int everySteps,
            double everyMinutes,
            int keep,
            StepPlan plan,
            boolean writes) {}

    /** What every checkpoint of the run says of itself, but for the position and the metrics. */
    @FunctionalInterface
    public interface Description {
        CheckpointMetadata at(TrainingPosition position, Map<String, Double> metrics);
    }

    /** Puts a checkpoint on disk, as {@link Checkpoints#write}. */
    @FunctionalInterface
    interface Output {
        void write(Path file, CheckpointMetadata metadata, StateDict weights, Map<String, TensorData> training);
    }

    /** @param state the run's; read by each save */
    public CheckpointFolder(
            Path folder, Policy policy, TrainingState state, Description description, List<TrainListener> listeners) {
        this(folder, policy, state, description, listeners, Checkpoints::write, System::nanoTime);
    }

    /** @param nanoTime a clock as {@link System#nanoTime} */
    public CheckpointFolder(
            Path folder,
            Policy policy,
            TrainingState state,
            Description description,
            List<TrainListener> listeners,
            Output output,
            LongSupplier nanoTime) {
        this.files = new CheckpointFiles(folder, policy.modelName());
        this.policy = policy;
        this.state = state;
        this.description = description;
        this.listeners = listeners;
        this.output = output;
        this.nanoTime = nanoTime;
        this.lastSaveNanos = nanoTime.getAsLong();
    }

    /** As {@link CheckpointFiles#resume}. */
    public static <R> Optional<R> resume(Path folder, String modelName, Function<TrainingCheckpoint, R> load) {
        return new CheckpointFiles(folder, modelName).resume(load);
    }

    /** The checkpoint that a run would go on from, damaged or not; empty if there is none. */
    public static Optional<Path> newest(Path folder, String modelName) {
        return new CheckpointFiles(folder, modelName).newest();
    }

    /**
     * Takes stock before the first step. Checkpoints of later steps than {@code start}, which this run was not to go on
     * from, are not counted among those to keep and not deleted.
     */
    public void begin(TrainingPosition start) {
        if (!policy.writes()) {
            return;
        }
        files.deleteTemporaries();
        if (start.equals(TrainingPosition.START)) {
            files.deleteLatest();
        }
        kept.addAll(files.upTo(start.step()));
        lastSaveNanos = nanoTime.getAsLong();
    }

    public boolean isDueAfterStep(long step) {
        boolean isTime = policy.everyMinutes() > 0
                && (double) (nanoTime.getAsLong() - lastSaveNanos) >= policy.everyMinutes() * NANOS_PER_MINUTE;
        return isTime || (policy.everySteps() > 0 && step % policy.everySteps() == 0);
    }

    public boolean isDueAfterEpoch(int epochsDone, int epochs) {
        return epochsDone == epochs || (policy.everyEpochs() > 0 && epochsDone % policy.everyEpochs() == 0);
    }

    /**
     * Saves what is needed to train on, and lets go of the oldest above the number to keep. Waits for the file before;
     * this one is written after the return, and elsewhere if its folder does not take it.
     *
     * @throws OutputException if the file before could not be written; this one is by then
     * @throws TrainingException if the weights are not finite
     */
    public void save(TrainingPosition position) {
        if (!policy.writes()) {
            return;
        }
        int epoch = position.sample() == 0 ? position.epoch() : position.epoch() + 1;
        int step = position.sample() == 0
                ? policy.plan().stepsPerEpoch()
                : policy.plan().stepInEpoch(position);
        Path file = files.file(epoch, step);
        Optional<OutputException> failed = failureBefore();
        requireFinite(file);
        CheckpointMetadata metadata = description.at(position, Map.of());
        StateDict weights = state.network().stateDict(snapshot);
        Map<String, TensorData> training = state.optimizer().state(snapshot);
        training.putAll(state.ema().state(snapshot));
        writer.start(file, () -> {
            rescue.write(file, to -> output.write(to, metadata, weights, training));
            keep(file);
        });
        lastSaveNanos = nanoTime.getAsLong();
        failed.ifPresent(this::endBehindThisOne);
    }

    private Optional<OutputException> failureBefore() {
        try {
            tellOf(writer.finish());
            return Optional.empty();
        } catch (OutputException e) {
            return Optional.of(e);
        }
    }

    /** A file that could not be written ends the run, but what was learnt since is safe before. */
    private void endBehindThisOne(OutputException failure) {
        try {
            tellOf(writer.finish());
        } catch (OutputException e) {
            failure.addSuppressed(e);
            throw new OutputException(failure.getMessage() + "; " + e.getMessage() + whatStays(), failure);
        }
        throw new OutputException(failure.getMessage() + whatStays(), failure);
    }

    /** As {@link #save}, the model alone, with what was measured. */
    public void saveBest(TrainingPosition position, Evaluation evaluation) {
        if (!policy.writes()) {
            return;
        }
        Path file = files.folder().resolve(BEST);
        // Until the file before is written, the snapshot is its writer's.
        finish();
        requireFinite(file);
        CheckpointMetadata metadata = description.at(position, evaluation.figures());
        StateDict weights = state.network().stateDict(snapshot);
        writer.start(file, () -> output.write(file, metadata, weights, Map.of()));
    }

    private void requireFinite(Path file) {
        if (!state.network().parameters().isFinite()) {
            throw new TrainingException(
                    file + ": not saved, for the network holds weights that are not finite; lower the learning rate, or"
                            + " set optimizer.grad_clip_norm" + whatStays());
        }
    }

    /** Old ones go last: at any moment there is one that is whole, and that {@code latest} names. */
    private void keep(Path file) {
        files.point(file);
        kept.remove(file);
        kept.add(file);
        while (kept.size() > policy.keep()) {
            CheckpointFiles.delete(kept.remove(0));
        }
    }

    /**
     * Tells of a file that was written since the last call, if there is one.
     *
     * @throws OutputException if it could not be written
     */
    public void poll() {
        tell(writer::poll);
    }

    /** As {@link #poll}, after waiting for the file that is being written. */
    private void finish() {
        tell(writer::finish);
    }

    private void tell(Supplier<Optional<Path>> written) {
        try {
            tellOf(written.get());
        } catch (OutputException e) {
            throw new OutputException(e.getMessage() + whatStays(), e);
        }
    }

    private void tellOf(Optional<Path> written) {
        written.ifPresent(file -> listeners.forEach(listener -> listener.saved(file)));
    }

    /** The end of a message about a failure: what there is to go on from. */
    public String whatStays() {
        writer.await();
        return kept.isEmpty()
                ? "; there is no checkpoint yet"
                : "; " + kept.get(kept.size() - 1) + " stays; " + Advice.RESUME;
    }

    /** Waits for the file that is being written, and tells of it as {@link #poll} does. */
    @Override
    public void close() {
        try {
            finish();
        } finally {
            writer.close();
        }
    }
}
