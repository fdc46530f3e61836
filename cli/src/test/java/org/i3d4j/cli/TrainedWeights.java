package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.weights.StateDict;

/** The weights that a training left. */
public final class TrainedWeights {
    private TrainedWeights() {}

    /** That two checkpoints have the same weights, to the digit. */
    public static void assertSame(Path found, Path expected) {
        StateDict weights = Checkpoints.read(expected).weights();
        Checkpoints.read(found)
                .weights()
                .asMap()
                .forEach((name, tensor) -> assertThat(tensor.toFloatArray())
                        .as(name)
                        .isEqualTo(weights.require(name).toFloatArray()));
    }
}
