package org.i3d4j.checkpoint;

import java.nio.file.Path;

/** What checkpoints hold for training, as resuming reads it. */
public final class TrainingStates {
    private TrainingStates() {}

    /** Of one checkpoint, without its model. */
    public static TrainingCheckpoint.State read(Path file) {
        try (TrainingCheckpoint open = TrainingCheckpoint.open(file)) {
            return open.state();
        }
    }
}
