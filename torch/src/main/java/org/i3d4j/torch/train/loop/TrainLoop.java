package org.i3d4j.torch.train.loop;

import java.util.List;
import java.util.Optional;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.error.TrainingException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.checkpoint.CheckpointFolder;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainEnd;
import org.i3d4j.torch.train.listeners.TrainEnd.Reason;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.optimizer.StepPlan;

/** Training from the first step to the last. */
public final class TrainLoop {
    private final ClipLoader loader;
    private final StepPlan plan;
    private final Updates updates;
    private final Optional<Validation> validation;
    private final CheckpointFolder checkpoints;
    private final EarlyStop earlyStop;
    private final StopRequest stop;
    private final ProcessGroup group;
    private final List<TrainListener> listeners;

    public TrainLoop(
            ClipLoader loader,
            StepPlan plan,
            Updates updates,
            Optional<Validation> validation,
            CheckpointFolder checkpoints,
            EarlyStop earlyStop,
            StopRequest stop,
            ProcessGroup group,
            List<TrainListener> listeners) {
        this.loader = loader;
        this.plan = plan;
        this.updates = updates;
        this.validation = validation;
        this.checkpoints = checkpoints;
        this.earlyStop = earlyStop;
        this.stop = stop;
        this.group = group;
        this.listeners = listeners;
    }

    /** Trains from {@code start} until {@code epochs} epochs are done, or there is a reason to end before. */
    public TrainEnd run(TrainingPosition start, int epochs) {
        try (checkpoints) {
            checkpoints.begin(start);
            return train(start, epochs);
        }
    }

    private TrainEnd train(TrainingPosition start, int epochs) {
        TrainingPosition at = start;
        while (at.epoch() < epochs && !earlyStop.isDue(at)) {
            TrainingPosition learnt = epoch(at);
            Optional<TrainingPosition> finished =
                    isStopping() ? Optional.empty() : finishEpoch(learnt.nextEpoch(), epochs);
            if (finished.isEmpty()) {
                // Before the end of the epoch: what is left of it, its validation included, is done on resuming.
                checkpoints.save(learnt);
                return new TrainEnd(learnt, Reason.STOPPED);
            }
            at = finished.get();
        }
        return new TrainEnd(at, at.epoch() < epochs ? Reason.EARLY_STOP : Reason.FINISHED);
    }

    /** For all processes: whether one of them was asked to. */
    private boolean isStopping() {
        return group.any(stop.isMade());
    }

    private TrainingPosition epoch(TrainingPosition start) {
        TrainingPosition at = start;
        try (Epoch batches = loader.epochFrom(at.epoch(), at.sample())) {
            updates.beginEpoch();
            for (LabelledBatch batch = batches.next(); batch != null; batch = batches.next()) {
                at = plan.nextBatch(at);
                updates.learn(batch, at);
                if (plan.endsStep(at)) {
                    at = at.nextStep();
                    updates.update(at);
                    group.reached("step " + at.step());
                    checkpoints.poll();
                    if (isStopping()) {
                        return at;
                    }
                    if (checkpoints.isDueAfterStep(at.step())) {
                        checkpoints.save(at);
                    }
                }
            }
        }
        return at;
    }

    /** Empty if the run is to stop before the validation is through. */
    private Optional<TrainingPosition> finishEpoch(TrainingPosition at, int epochs) {
        updates.endEpoch();
        listeners.forEach(listener -> listener.epochEnded(at.epoch(), at.step()));
        Optional<TrainingPosition> finished = validation
                .filter(due -> due.isDue(at.epoch(), epochs))
                .map(due -> validate(due, at))
                .orElse(Optional.of(at));
        finished.ifPresent(end -> {
            if (checkpoints.isDueAfterEpoch(end.epoch(), epochs) || earlyStop.isDue(end)) {
                checkpoints.save(end);
            }
        });
        return finished;
    }

    private Optional<TrainingPosition> validate(Validation due, TrainingPosition at) {
        try {
            return due.run(
                    at.epoch(),
                    stop,
                    (done, videos) -> listeners.forEach(listener -> listener.validating(done, videos)),
                    evaluation -> validated(at, evaluation));
        } catch (WeightsException e) {
            throw new TrainingException(
                    "validation after epoch " + at.epoch() + ": " + e.getMessage() + checkpoints.whatStays(), e);
        }
    }

    private TrainingPosition validated(TrainingPosition at, Evaluation evaluation) {
        listeners.forEach(listener -> listener.validated(at.epoch(), at.step(), evaluation));
        TrainingPosition after = at.validated(evaluation.score());
        if (after.validationsSinceBest() == 0) {
            checkpoints.saveBest(after, evaluation);
        }
        return after;
    }
}
