package org.i3d4j.torch.train.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.error.TrainingException;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.i3d4j.torch.train.optimizer.Ema;
import org.i3d4j.torch.train.optimizer.LrSchedule;
import org.i3d4j.torch.train.optimizer.StepPlan;

/** Turns batches into updates of the weights, and tells of them. */
public final class Updates {
    private final Learner learner;
    private final Ema ema;
    private final LrSchedule schedule;
    private final StepPlan plan;
    private final BatchTargets targets;
    private final EpochSkips skips;
    private final Supplier<String> whatStays;
    private final List<TrainListener> listeners;
    private final List<Path> files = new ArrayList<>();
    private StepTimer timer = new StepTimer();

    /** @param whatStays ends the message of a failure: what there is to go on from */
    public Updates(
            Learner learner,
            Ema ema,
            LrSchedule schedule,
            StepPlan plan,
            BatchTargets targets,
            EpochSkips skips,
            Supplier<String> whatStays,
            List<TrainListener> listeners) {
        this.learner = learner;
        this.ema = ema;
        this.schedule = schedule;
        this.plan = plan;
        this.targets = targets;
        this.skips = skips;
        this.whatStays = whatStays;
        this.listeners = listeners;
    }

    /** Before the first batch of an epoch: the time since the last step is not the coming one's. */
    void beginEpoch() {
        timer = new StepTimer();
    }

    /**
     * After the last batch of an epoch, for all processes.
     *
     * @throws org.i3d4j.error.DatasetException if more videos of it could not be read than may be
     */
    void endEpoch() {
        skips.endEpoch();
    }

    /** Learns from a batch, which is closed; {@code at} is where the run stands with it. */
    void learn(LabelledBatch batch, TrainingPosition at) {
        timer.batchArrived();
        try (batch) {
            skips.add(batch.skipped());
            batch.samples().stream().map(VideoSample::file).forEach(files::add);
            if (batch.isEmpty()) {
                learner.addNothing(plan.batchNumber(at), plan.endsStep(at));
            } else {
                if (batch.index() == 0) {
                    listeners.forEach(listener -> listener.epochBegun(at.epoch() + 1, at.step(), batch));
                }
                Targets expected = targets.of(batch, at.epoch());
                learner.add(batch.clips(), expected, plan.batchNumber(at), plan.endsStep(at));
            }
        } catch (TrainingException e) {
            throw notFinite(e, at.nextStep());
        }
        timer.batchLearnt();
    }

    /** Makes the update from the batches since the last one; {@code at} is where the run stands with it. */
    void update(TrainingPosition at) {
        double learningRate = schedule.at(plan.scheduledStep(at) - 1);
        try {
            Learner.Result result = learner.update(at.step(), learningRate);
            if (result.clips() == 0) {
                // Not one video of its batches could be read.
                return;
            }
            ema.update(at.step());
            TrainStep step = new TrainStep(
                    at.epoch() + 1,
                    at.step(),
                    plan.stepInEpoch(at),
                    result.loss(),
                    (double) result.correct() / result.clips(),
                    learningRate,
                    result.clips(),
                    timer.stepSeconds(),
                    timer.waitSeconds(),
                    result.gradientWaitSeconds(),
                    result.gradientNorm());
            listeners.forEach(listener -> listener.stepped(step));
        } catch (TrainingException e) {
            throw notFinite(e, at);
        }
        files.clear();
        timer.stepDone();
    }

    private TrainingException notFinite(TrainingException error, TrainingPosition at) {
        return new TrainingException(
                "epoch " + (at.epoch() + 1) + " step " + at.step() + ": " + error.getMessage() + "; learning rate "
                        + schedule.at(plan.scheduledStep(at) - 1) + "; videos of the step: "
                        + files.stream().map(Path::toString).collect(Collectors.joining(", "))
                        + "; lower the learning rate, or set optimizer.grad_clip_norm; nothing was saved"
                        + whatStays.get(),
                error);
    }
}
