package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.UsableValues;
import org.i3d4j.weights.files.WeightsFile;

/**
 * A checkpoint to train on from, open: whole, as its checksum has it, before anything of it is used. That takes reading it
 * once; its tensors stay in memory until they are asked for. One without a checksum is read when it is asked.
 */
public final class TrainingCheckpoint implements AutoCloseable {
    private final WeightsFile open;
    private final TrainingPosition position;

    private TrainingCheckpoint(WeightsFile open, TrainingPosition position) {
        this.open = open;
        this.position = position;
    }

    /**
     * What only training needs.
     *
     * @param position where the run stands
     * @param optimizer tensors behind {@link Checkpoints#OPTIMIZER_PREFIX}
     * @param ema tensors behind {@link Checkpoints#EMA_PREFIX}; empty if the run averages no weights
     */
    public record State(TrainingPosition position, StateDict optimizer, StateDict ema) {}

    /**
     * Opens and verifies a checkpoint; the caller closes it.
     *
     * @throws WeightsException if the file is missing or damaged, or was not written by {@link Checkpoints#write}
     */
    public static TrainingCheckpoint open(Path file) {
        WeightsFile open = Checkpoints.open(file, name -> true);
        try {
            return new TrainingCheckpoint(open, Checkpoints.position(open));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** Where it lies. */
    public Path file() {
        return open.file();
    }

    /**
     * The model, as {@link Checkpoints#read}; to be asked for once.
     *
     * @throws WeightsException if its tensors are not those of an I3D network, or hold what no network can use
     */
    public SavedModel model() {
        return Checkpoints.read(open.file(), open, Optional.empty());
    }

    /**
     * What the model is trained on with; to be asked for once.
     *
     * @throws WeightsException if a value is not finite
     */
    public State state() {
        return new State(position, usable(Checkpoints.OPTIMIZER_PREFIX), usable(Checkpoints.EMA_PREFIX));
    }

    private StateDict usable(String prefix) {
        StateDict tensors = open.readAll(name -> name.startsWith(prefix));
        tensors.asMap().forEach((name, tensor) -> {
            if (tensor.dataType() == DataType.F32) {
                UsableValues.requireFinite(file().toString(), name, tensor);
            }
        });
        return tensors;
    }

    @Override
    public void close() {
        open.close();
    }
}
