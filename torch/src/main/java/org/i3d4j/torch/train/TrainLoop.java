package org.i3d4j.torch.train;

import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.data.ClipLoader;
import org.i3d4j.data.Epoch;
import org.i3d4j.data.LabelledBatch;
import org.i3d4j.evaluate.Evaluation;

/** Training from the first step to the last. */
final class TrainLoop {
    private final Learner learner;
    private final ClipLoader loader;
    private final LrSchedule schedule;
    private final Validation validation;
    private final CheckpointFolder checkpoints;
    private final List<TrainListener> listeners;

    TrainLoop(
            Learner learner,
            ClipLoader loader,
            LrSchedule schedule,
            Validation validation,
            CheckpointFolder checkpoints,
            List<TrainListener> listeners) {
        this.learner = learner;
        this.loader = loader;
        this.schedule = schedule;
        this.validation = validation;
        this.checkpoints = checkpoints;
        this.listeners = listeners;
    }

    /** Trains from {@code start} until {@code epochs} epochs are done. */
    TrainingPosition run(TrainingPosition start, int epochs) {
        TrainingPosition at = start;
        while (at.epoch() < epochs) {
            at = epoch(at).nextEpoch();
            if (validation.isDue(at.epoch(), epochs)) {
                at = validate(at);
            }
            if (checkpoints.isDueAfterEpoch(at.epoch(), epochs)) {
                checkpoints.save(at);
            }
        }
        return at;
    }

    private TrainingPosition epoch(TrainingPosition start) {
        TrainingPosition at = start;
        try (Epoch batches = loader.epoch(at.epoch(), at.batch())) {
            StepTimer timer = new StepTimer();
            for (LabelledBatch batch = batches.next(); batch != null; batch = batches.next()) {
                timer.batchArrived();
                at = at.nextStep();
                learn(batch, at, timer);
                if (checkpoints.isDueAfterStep(at.step())) {
                    checkpoints.save(at);
                }
            }
        }
        return at;
    }

    private void learn(LabelledBatch batch, TrainingPosition at, StepTimer timer) {
        try (batch) {
            batch.skipped().forEach(video -> listeners.forEach(listener -> listener.skipped(video)));
            if (batch.labels().length == 0) {
                return;
            }
            double learningRate = schedule.at(at.step() - 1);
            Learner.Result result = learner.step(batch.clips(), labelsOfClips(batch), at.step(), learningRate);
            TrainStep step = new TrainStep(
                    at.epoch() + 1,
                    at.step(),
                    at.batch(),
                    result.loss(),
                    (double) result.correct() / result.clips(),
                    learningRate,
                    result.clips(),
                    timer.stepSeconds(),
                    timer.waitSeconds());
            listeners.forEach(listener -> listener.stepped(step));
            timer.stepDone();
        }
    }

    private static long[] labelsOfClips(LabelledBatch batch) {
        return IntStream.of(batch.labels())
                .flatMap(label -> IntStream.generate(() -> label).limit(batch.clipsPerVideo()))
                .asLongStream()
                .toArray();
    }

    private TrainingPosition validate(TrainingPosition at) {
        Evaluation evaluation = validation.run();
        listeners.forEach(listener -> listener.validated(at.epoch(), at.step(), evaluation));
        if (evaluation.top1() <= at.bestTop1()) {
            return at;
        }
        TrainingPosition better = at.withBestTop1(evaluation.top1());
        checkpoints.saveBest(better, evaluation);
        return better;
    }
}
