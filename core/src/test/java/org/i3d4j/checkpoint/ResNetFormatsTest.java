package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies of ResNets for their programs, and files of them that say nothing of themselves. */
class ResNetFormatsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SAFETENSORS", "PYTORCH", "PYTORCHVIDEO", "PYSLOWFAST"})
    void everyFormatThatResNetsHaveCarriesThem(ModelFormat format) {
        List<Backbone> backbones = format == ModelFormat.PYTORCHVIDEO || format == ModelFormat.PYSLOWFAST
                ? List.of(Backbone.RESNET_50_8X8, Backbone.RESNET_50_PYTORCHVIDEO)
                : List.of(Backbone.RESNET_50, Backbone.RESNET_50_8X8, Backbone.RESNET_50_NL_DOT_PRODUCT);
        for (Backbone backbone : backbones) {
            ModelSettings settings = ModelSettings.of(backbone, 3, 3);
            StateDict weights = GoldenModel.weights(settings, 1, true);

            Path written = format.write(
                    folder.resolve("resnet"), settings, weights, ModelFormatTest.DESCRIPTION, Optional.empty());

            SavedModel back = Checkpoints.read(written);
            assertThat(back.settings()).isEqualTo(settings);
            assertThat(ModelFormatTest.entries(back.description()))
                    .isEqualTo(ModelFormatTest.entries(ModelFormatTest.DESCRIPTION.withBatchNormEps(1e-5)));
            weights.asMap()
                    .forEach((name, tensor) -> assertThat(
                                    back.weights().require(name).toFloatArray())
                            .as(name)
                            .isEqualTo(tensor.toFloatArray()));
        }
    }

    /** Of other programs' files, which say nothing of themselves. */
    @Test
    void whoeverReadsAFileThatFitsSeveralNetworksHasToSayWhich() {
        ModelSettings settings = ModelSettings.of(Backbone.RESNET_50_8X8, 3, 3);
        StateDict weights = GoldenModel.weights(settings, 1, true);
        Path file = folder.resolve("foreign.safetensors");
        SafetensorsWriter.write(file, Map.of(), weights.asMap());

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        file + ": names and shapes of its tensors (names of i3d4j) are those of several networks, and"
                                + " it doesn't say which; say which to Checkpoints.read: i3d_r50, i3d_r50_8x8,"
                                + " i3d_r50_8x8_pytorchvideo");
        assertThat(Checkpoints.read(file, Optional.of(Backbone.RESNET_50_8X8)).settings())
                .isEqualTo(settings);
        assertThatThrownBy(() -> Checkpoints.read(file, Optional.of(Backbone.RESNET_50_HEAVY)))
                .isInstanceOf(WeightsException.class)
                .hasMessage(file + ": has the tensors of i3d_r50, which i3d_r50_heavy can't take");
    }

    @ParameterizedTest
    @CsvSource({
        "PYTORCHVIDEO, INCEPTION, 'format pytorchvideo is for facebookresearch/pytorchvideo, which has no I3D'",
        "PYSLOWFAST, INCEPTION, 'format pyslowfast is for facebookresearch/SlowFast, which has no I3D'",
        "PYTORCHVIDEO, RESNET_50, 'format pytorchvideo is for facebookresearch/pytorchvideo, which has no i3d_r50'",
        "PYTORCHVIDEO, RESNET_50_8X8_NLN, 'format pytorchvideo is for facebookresearch/pytorchvideo, which has no i3d_r50_8x8_nln'",
        "PYSLOWFAST, RESNET_50_HEAVY, 'format pyslowfast is for facebookresearch/SlowFast, which has no i3d_r50_heavy'",
        "PYTORCH, RESNET_50_8X8_NLN, 'format pytorch is for open-mmlab/mmaction2, which has no i3d_r50_8x8_nln'",
        "TF, RESNET_50, 'format tf is for google-deepmind/kinetics-i3d, which has no i3d_r50'",
        "MINDSPORE, RESNET_50_8X8, 'format mindspore is for ZJUT-ERCISS/i3d_mindspore, which has no i3d_r50_8x8'"
    })
    void aProgramThatHasNoSuchNetworkGetsNoFile(ModelFormat format, Backbone backbone, String message) {
        ModelSettings settings = ModelSettings.of(backbone, 3, 3);
        StateDict weights = GoldenModel.weights(settings, 1, true);

        assertThatThrownBy(() -> format.write(
                        folder.resolve("model"), settings, weights, ModelFormatTest.DESCRIPTION, Optional.empty()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder.resolve("model") + ": " + message);
        assertThat(folder).isEmptyDirectory();
    }
}
