package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.error.Advice;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Precision;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.naming.MindSporeNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model says of itself comes back from every format. */
class ModelFormatTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 3);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);
    private static final I3dConfig CONFIG =
            ConfigFile.parse("""
                    model: {num_classes: 3}
                    learning_rate: {lr: 0.01}
                    train: {epochs: 7, ckpt_path: /home/alice/runs, pretrained_model: /home/alice/old.pt}
                    eval: {pretrained_model: /home/alice/best.safetensors, average: softmax}
                    infer: {pretrained_model: /home/alice/i.ckpt, image_path: /home/alice/in, output_dir: /home/alice/out}
                    data_loader:
                      train:
                        dataset: {split: train, path: /home/alice/videos, list: /home/alice/train.txt}
                      eval:
                        dataset: {split: val, path: /home/alice/videos, list: /home/alice/val.txt, seq: 20, seq_mode: uniform}
                        map:
                          operations:
                            - {type: VideoShortEdgeResize, size: 70}
                            - {type: VideoThreeCrop, size: [64, 48]}
                            - {type: VideoToTensor, mean: [0.5, 0.25, 0.5], std: 0.25}
                    """, "test.yaml", List.of()).config();
    private static final ActivationRanges RANGES =
            new ActivationRanges(Map.of(ActivationRanges.INPUT, 1f, "Conv3d_1a_7x7", 0.1f));
    static final ModelDescription DESCRIPTION = new ModelDescription(
            List.of("élan vital", "\"b\"", "走る"),
            Optional.of(CONFIG),
            Map.of("top1", 0.5, "loss", Double.NaN),
            Map.of("i3d4j", "0.1.0", "java", "17"),
            Optional.of(new TrainingPosition(3, 17, 123L, 0.625, 2)),
            Optional.of(OffsetDateTime.parse("2026-02-03T04:05:00+05:30")),
            RANGES);

    @TempDir
    private Path folder;

    private Path write(ModelFormat format, ModelDescription description) {
        return format.write(folder.resolve("model.ckpt"), SETTINGS, WEIGHTS, description, Optional.empty());
    }

    /** The eps is the format's. */
    static Map<String, String> entries(ModelDescription description) {
        return description.withBatchNormEps(1).toEntries();
    }

    @ParameterizedTest
    @EnumSource(names = {"SAFETENSORS", "PYTORCH", "TF", "MINDSPORE"})
    void everyFormatCarriesAllOfIt(ModelFormat format) {
        SavedModel back = Checkpoints.read(write(format, DESCRIPTION));

        assertThat(entries(back.description())).isEqualTo(entries(DESCRIPTION));
        assertThat(back.classNames()).isEqualTo(DESCRIPTION.classNames());
        assertThat(back.ranges()).isEqualTo(RANGES);
        assertThat(back.metrics()).isEqualTo(DESCRIPTION.metrics());
        assertThat(back.description().position()).isEqualTo(DESCRIPTION.position());
        assertThat(back.description().date()).isEqualTo(DESCRIPTION.date());
        assertThat(back.description().versions()).isEqualTo(DESCRIPTION.versions());
        assertThat(back.preprocessing().isAssumed()).isFalse();
        assertThat(back.preprocessing().transforms()).isEqualTo(new Preprocessing(CONFIG).transforms());
        assertThat(back.preprocessing().sampler()).isEqualTo(new Preprocessing(CONFIG).sampler());
        I3dConfig config = back.config().orElseThrow();
        assertThat(config.eval().average()).isEqualTo(Averaging.SOFTMAX);
        assertThat(config.model().bnEps()).isEqualTo(back.settings().batchNormEps());
        assertThat(back.settings().batchNormEps())
                .isEqualTo(format == ModelFormat.MINDSPORE ? new MindSporeNames("").batchNormEps() : 1e-3);
    }

    @ParameterizedTest
    @EnumSource(names = {"SAFETENSORS", "PYTORCH", "TF", "MINDSPORE", "ONNX"})
    void whatIsOnTheMachineItWasTrainedOnStaysThere(ModelFormat format) throws IOException {
        write(format, DESCRIPTION);

        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("/home/alice");
            }
        }
    }

    @Test
    void aChainOfConversionsLosesNothing() {
        SavedModel model = Checkpoints.read(write(ModelFormat.SAFETENSORS, DESCRIPTION));
        for (ModelFormat format :
                List.of(ModelFormat.PYTORCH, ModelFormat.TF, ModelFormat.MINDSPORE, ModelFormat.SAFETENSORS)) {
            Path next = format.write(
                    folder.resolve(format.title()),
                    model.settings(),
                    model.weights(),
                    model.carried(),
                    Optional.empty());
            model = Checkpoints.read(next);
            assertThat(entries(model.description())).as(format.title()).isEqualTo(entries(DESCRIPTION));
        }
    }

    @Test
    void aModelOfWhichNothingIsKnownSaysNothing() {
        SavedModel model = Checkpoints.read(write(ModelFormat.MINDSPORE, ModelDescription.NONE));

        assertThat(model.description()).isEqualTo(ModelDescription.NONE);
        assertThat(model.preprocessing().isAssumed()).isTrue();
        assertThat(model.preprocessing().describe())
                .isEqualTo("short side to 256 (triangle), centre 224x224, pixels to [-1, 1]");
    }

    @ParameterizedTest
    @EnumSource(names = {"TF", "MINDSPORE"})
    void filesBesideTheCheckpointAreFoundWhereAllAreMoved(ModelFormat format) throws IOException {
        Path written = write(format, DESCRIPTION);
        Path moved = Files.createDirectory(folder.resolve("moved"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.move(file, moved.resolve(file.getFileName()));
            }
        }

        SavedModel back = Checkpoints.read(moved.resolve(written.getFileName()));

        assertThat(entries(back.description())).isEqualTo(entries(DESCRIPTION));
    }

    @ParameterizedTest
    @EnumSource(names = {"TF", "MINDSPORE"})
    void aFileBesideTheCheckpointThatIsLostLeavesAModelThatSaysNothing(ModelFormat format) throws IOException {
        Path written = write(format, DESCRIPTION);
        Files.delete(format.sidecar(written).orElseThrow());

        assertThat(Checkpoints.read(written).description()).isEqualTo(ModelDescription.NONE);
    }

    /** Another program put its own checkpoint in place of ours. */
    @ParameterizedTest
    @EnumSource(names = {"TF", "MINDSPORE"})
    void aFileBesideOtherWeightsIsIgnored(ModelFormat format) throws IOException {
        Path written = write(format, DESCRIPTION);
        Path sidecar = format.sidecar(written).orElseThrow();
        byte[] said = Files.readAllBytes(sidecar);
        StateDict others = GoldenModel.weights(SETTINGS, 2, false);
        format.write(written, SETTINGS, others, ModelDescription.NONE, Optional.empty());
        Files.write(sidecar, said);

        assertThat(Checkpoints.read(written).description()).isEqualTo(ModelDescription.NONE);
    }

    @Test
    void aDamagedFileBesideTheCheckpointIsAnError() throws IOException {
        Path written = write(ModelFormat.MINDSPORE, DESCRIPTION);
        Path sidecar = ModelFormat.MINDSPORE.sidecar(written).orElseThrow();
        byte[] said = Files.readAllBytes(sidecar);
        for (String damaged :
                List.of("", "{", "[1]", "{\"a\": 1}", new String(said, 0, said.length / 2, StandardCharsets.UTF_8))) {
            Files.writeString(sidecar, damaged);

            assertThatThrownBy(() -> Checkpoints.read(written))
                    .as(damaged)
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContainingAll(sidecar.toString(), "damaged", "delete this file");
        }
        Files.write(sidecar, new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> Checkpoints.read(written))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(sidecar.toString(), "16777217 bytes");
    }

    @Test
    void aModelToUseIsNoCheckpointToTrainOnFrom() {
        Path written = write(ModelFormat.SAFETENSORS, DESCRIPTION);

        assertThatThrownBy(() -> TrainingStates.read(written))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(written.toString(), "is a model to use", Advice.START_FROM_WEIGHTS.toString());
    }

    @Test
    void damageToAModelToUseIsFound() throws IOException {
        Path written = write(ModelFormat.SAFETENSORS, DESCRIPTION);
        byte[] bytes = Files.readAllBytes(written);
        bytes[bytes.length - 1] ^= 1;
        Files.write(written, bytes);

        assertThatThrownBy(() -> Checkpoints.read(written))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(written.toString(), "damaged: its checksum is");
    }

    @Test
    void classNamesOfPublishedModelsGoWhereTheFormatDoesNotTellThem() {
        ModelSettings kinetics = ModelSettings.of(3, 400);
        Path file = folder.resolve("kinetics.pt");
        ModelFormat.PYTORCH.write(
                file, kinetics, GoldenModel.weights(kinetics, 1, false), ModelDescription.NONE, Optional.empty());
        SavedModel model = Checkpoints.read(file);
        Path reference = ModelFormat.MINDSPORE.write(
                folder.resolve("kinetics.ckpt"), model.settings(), model.weights(), model.carried(), Optional.empty());

        assertThat(Checkpoints.read(reference).classNames()).hasSize(400).startsWith("abseiling", "air drumming");
    }

    @Test
    void aModelReadWithAnotherEpsIsNotCalibratedAnyMore() {
        SavedModel model = Checkpoints.read(write(ModelFormat.SAFETENSORS, DESCRIPTION));

        assertThat(model.withBatchNormEps(1e-3).ranges()).isEqualTo(RANGES);
        SavedModel other = model.withBatchNormEps(1e-5);
        assertThat(other.ranges().isEmpty()).isTrue();
        assertThatThrownBy(() -> other.network(Compute.onCpu(Precision.INT8)).close())
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll("model.ckpt: was not calibrated", Advice.CALIBRATE_A_COPY.toString());
    }
}
