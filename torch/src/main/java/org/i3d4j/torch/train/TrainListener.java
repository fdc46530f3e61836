package org.i3d4j.torch.train;

import java.nio.file.Path;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.evaluate.Evaluation;

/** Follows a training run; called on the training thread. */
public interface TrainListener extends AutoCloseable {

    /** Before the first step. */
    default void started(TrainRun run) {}

    /** After an update. */
    default void stepped(TrainStep step) {}

    /** A video was left out of its batch. */
    default void skipped(SkippedVideo video) {}

    /** After a validation, at the end of epoch {@code epoch} (counted from 1). */
    default void validated(int epoch, long step, Evaluation evaluation) {}

    /** A checkpoint is on disk. */
    default void saved(Path checkpoint) {}

    /** After the last event, also when training failed. */
    @Override
    default void close() {}
}
