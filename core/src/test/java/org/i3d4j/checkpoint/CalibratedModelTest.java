package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.config.ConfigFile;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratedModelTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(2, 3);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);
    private static final ActivationRanges RANGES =
            new ActivationRanges(Map.of(ActivationRanges.INPUT, 1f, "Conv3d_1a_7x7", 0.1f));
    private static final String STEM = "Conv3d_1a_7x7.conv3d.weight";

    @TempDir
    private Path folder;

    private Path written(SavedModel model) {
        Path file = folder.resolve("calibrated.safetensors");
        CalibratedModel.write(file, model, RANGES);
        return file;
    }

    private Path checkpoint() {
        Path file = folder.resolve("ours.safetensors");
        CheckpointMetadata metadata = new CheckpointMetadata(
                SETTINGS,
                new TrainingPosition(3, 17, 123L, 0.625, 2),
                ConfigFile.parse("learning_rate: {lr: 0.01}\ntrain: {epochs: 7}\n", "test.yaml", List.of())
                        .yaml(),
                List.of("a", "b", "c"),
                Map.of("top1", 0.5),
                Map.of());
        TensorData slot = TensorData.of(new float[] {1}, 1);
        Checkpoints.write(file, metadata, WEIGHTS, Map.of("optimizer.slot", slot));
        return file;
    }

    @Test
    void aCheckpointKeepsWhatItSaysOfItselfButTheOptimizer() {
        SavedModel model = Checkpoints.read(checkpoint());
        Path file = written(model);
        SavedModel back = Checkpoints.read(file);

        assertThat(back.ranges()).isEqualTo(RANGES);
        assertThat(back.settings()).isEqualTo(SETTINGS);
        assertThat(back.classNames()).containsExactly("a", "b", "c");
        assertThat(back.metrics()).isEqualTo(Map.of("top1", 0.5));
        assertThat(back.config().orElseThrow().train().epochs()).isEqualTo(7);
        assertThat(back.weights().require(STEM).toFloatArray())
                .isEqualTo(WEIGHTS.require(STEM).toFloatArray());
        assertThat(Checkpoints.readTraining(file).optimizer().asMap()).isEmpty();
    }

    @Test
    void anotherEpsIsKept() {
        SavedModel model = Checkpoints.read(checkpoint()).withBatchNormEps(1e-5);

        assertThat(Checkpoints.read(written(model)).settings().batchNormEps()).isEqualTo(1e-5);
    }

    @Test
    void anotherProgramsModelKeepsItsClassNames() {
        Path foreign = folder.resolve("foreign.ckpt");
        ModelFormat.MINDSPORE.write(foreign, SETTINGS, WEIGHTS, List.of(), Optional.empty());
        Path named = folder.resolve("named.pt");
        ModelFormat.PYTORCH.write(named, SETTINGS, WEIGHTS, List.of("a", "b", "c"), Optional.empty());

        SavedModel ofReference = Checkpoints.read(written(Checkpoints.read(foreign)));
        assertThat(ofReference.settings().batchNormEps()).isEqualTo(ModelSettings.DEFAULT_BATCH_NORM_EPS);
        assertThat(ofReference.ranges()).isEqualTo(RANGES);
        assertThat(Checkpoints.read(written(Checkpoints.read(named))).classNames())
                .containsExactly("a", "b", "c");
    }

    @Test
    void eightBitsOfAModelThatWasNotCalibratedAreRefused() {
        SavedModel model = Checkpoints.read(checkpoint());

        assertThatThrownBy(() -> model.network(Compute.onCpu(Precision.INT8)).close())
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll("ours.safetensors: was not calibrated", "i3d quantize");
    }
}
