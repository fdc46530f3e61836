package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 3);
    private static final StateDict WEIGHTS = GoldenModel.calmWeights(SETTINGS, 1);
    private static final ModelDescription DESCRIPTION = ModelDescription.NONE.withClassNames(List.of("a", "b", "c"));

    @TempDir
    private Path folder;

    private Path write(ModelFormat format, ModelDescription description) {
        return format.write(folder.resolve("model.ckpt"), SETTINGS, WEIGHTS, description, Optional.empty());
    }

    /** Another eps or scale of batch norm goes into weights, which are rounded once more: the last bits of 58 layers. */
    @ParameterizedTest
    @EnumSource(names = {"SAFETENSORS", "PYTORCH", "TF", "MINDSPORE"})
    void whatWasWrittenComputesTheSame(ModelFormat format) {
        RoundTrip found = RoundTrip.of(write(format, DESCRIPTION), SETTINGS, WEIGHTS, DESCRIPTION);

        assertThat(found.difference().relative()).isLessThan(1e-4);
        assertThat(found.figures())
                .matches("largest difference of logits \\S+, relative \\S+, on a clip of 16x112x112");
    }

    @Test
    void otherWeightsAreFound() {
        Path written = write(ModelFormat.SAFETENSORS, DESCRIPTION);
        StateDict others = GoldenModel.calmWeights(SETTINGS, 2);

        assertThatThrownBy(() -> RoundTrip.of(written, SETTINGS, others, DESCRIPTION))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(written + ": does not compute what the model computes: largest difference");
    }

    @Test
    void anotherDescriptionIsFound() {
        Path written = write(ModelFormat.SAFETENSORS, DESCRIPTION);
        ModelDescription other = DESCRIPTION.withClassNames(List.of("a", "b", "d"));

        assertThatThrownBy(() -> RoundTrip.of(written, SETTINGS, WEIGHTS, other))
                .isInstanceOf(WeightsException.class)
                .hasMessage(written + ": does not say of itself what the model says");
    }

    @Test
    void whatCantBeReadIsFound() {
        Path none = folder.resolve("none.safetensors");

        assertThatThrownBy(() -> RoundTrip.of(none, SETTINGS, new StateDict(Map.of()), DESCRIPTION))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("no such file");
    }
}
