package org.i3d4j.torch.train.listeners;

import java.nio.file.Path;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.evaluate.Evaluation;

/** Follows a training run; called on the training thread. */
public interface TrainListener extends AutoCloseable {

    /** Before the first step. */
    default void started(TrainRun run) {}

    /**
     * Before the first batch of epoch {@code epoch} (counted from 1) is learnt from.
     *
     * @param step updates made so far
     * @param batch stays the run's
     */
    default void epochBegun(int epoch, long step, LabelledBatch batch) {}

    /** After an update. */
    default void stepped(TrainStep step) {}

    /** A video was left out of its batch. */
    default void skipped(SkippedVideo video) {}

    /** After the last update of epoch {@code epoch} (counted from 1), before its validation. */
    default void epochEnded(int epoch, long step) {}

    /**
     * During a validation, on a thread of its own, while the training thread waits.
     *
     * @param done videos measured so far, by all processes as far as this one knows
     * @param videos to measure
     */
    default void validating(int done, int videos) {}

    /** After a validation, at the end of epoch {@code epoch} (counted from 1). */
    default void validated(int epoch, long step, Evaluation evaluation) {}

    /** A checkpoint is on disk. */
    default void saved(Path checkpoint) {}

    /** After the last event, also when training failed. */
    @Override
    default void close() {}
}
