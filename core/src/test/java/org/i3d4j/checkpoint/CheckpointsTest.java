package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointsTest {
    private static final ModelSettings SETTINGS = new ModelSettings(3, 4, 1e-5, 0.02, 0.8);
    private static final TrainingPosition POSITION = new TrainingPosition(3, 17, 1234567890123L, 0.625, 2);
    private static final LoadedConfig CONFIG =
            ConfigFile.parse("learning_rate: {lr: 0.0125}\ntrain: {epochs: 7}\n", "test.yaml", List.of());
    private static final CheckpointMetadata METADATA = new CheckpointMetadata(
            SETTINGS,
            POSITION,
            CONFIG.yaml(),
            List.of("élan vital", "\"quoted\"", "Bob: 3", "走る"),
            Map.of("val_top1", 0.625, "val_loss", Double.NaN),
            Map.of("i3d4j", "1", "libtorch", "2"));
    private static final TensorData MOMENTUM = TensorData.of(new float[] {1, -2, 3}, 3);
    private static final StateDict WEIGHTS = weights();

    @TempDir
    private static Path shared;

    private static Path whole;

    @TempDir
    private Path folder;

    /** Values that differ within a tensor and between tensors. */
    private static StateDict weights() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(SETTINGS.architecture())) {
            float[] values = new float[Math.toIntExact(parameter.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensors.size() + i / 16_777_216f;
            }
            long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
            tensors.put(parameter.name(), TensorData.of(values, shape));
        }
        return new StateDict(tensors);
    }

    @BeforeAll
    static void writeOne() {
        whole = shared.resolve("whole.safetensors");
        Checkpoints.write(whole, METADATA, WEIGHTS, Map.of("optimizer.momentum.a", MOMENTUM, "ema.b", MOMENTUM));
    }

    private static void assertSameWeights(StateDict found) {
        assertThat(found.names()).containsExactlyElementsOf(WEIGHTS.names());
        for (String name : WEIGHTS.names()) {
            FloatBuffer expected = WEIGHTS.require(name).floats();
            assertThat(found.require(name).shape())
                    .isEqualTo(WEIGHTS.require(name).shape());
            assertThat(found.require(name).floats().mismatch(expected)).as(name).isEqualTo(-1);
        }
    }

    private Path damaged(Map<String, String> entries, Map<String, TensorData> tensors) {
        Path file = folder.resolve("damaged.safetensors");
        SafetensorsWriter.write(file, entries, tensors);
        return file;
    }

    private static Map<String, String> entriesWith(String key, String value) {
        Map<String, String> entries = new LinkedHashMap<>(METADATA.toEntries());
        entries.put(key, value);
        return entries;
    }

    @Test
    void readsWhatItWrote() {
        SavedModel model = Checkpoints.read(whole);

        assertSameWeights(model.weights());
        assertThat(model.file()).isEqualTo(whole);
        assertThat(model.settings()).isEqualTo(SETTINGS);
        assertThat(model.classNames()).isEqualTo(METADATA.classNames());
        assertThat(model.config()).contains(CONFIG.config());
        assertThat(model.metrics()).isEqualTo(METADATA.metrics());
        assertThat(model.leftovers()).isEmpty();
    }

    @Test
    void saysWhenItWasWrittenAndByWhatVersions() {
        OffsetDateTime before = OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        Path file = folder.resolve("dated.safetensors");
        Checkpoints.write(file, METADATA, WEIGHTS, Map.of());
        OffsetDateTime after = OffsetDateTime.now(ZoneId.systemDefault());

        ModelDescription description = Checkpoints.read(file).description();

        assertThat(description.date().orElseThrow()).isBetween(before, after);
        assertThat(description.date().orElseThrow().getOffset()).isEqualTo(before.getOffset());
        assertThat(description.versions()).isEqualTo(METADATA.versions());
        assertThat(description.position()).contains(POSITION);
    }

    @Test
    void aDateThatIsNoneIsDamage() {
        Path file = damaged(entriesWith("date", "yesterday"), WEIGHTS.asMap());

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "'date'", "'yesterday'", "damaged");
    }

    /** As versions before wrote it. */
    @Test
    void aCheckpointWithoutDateIsRead() {
        assertThat(Checkpoints.read(damaged(METADATA.toEntries(), WEIGHTS.asMap()))
                        .description()
                        .date())
                .isEmpty();
    }

    @Test
    void aConfigurationWithKeysOfAnotherVersionIsNoObstacle() {
        String newer = CONFIG.yaml() + "from_the_future: {a: 1}\n";
        Path file = damaged(entriesWith("config", newer), WEIGHTS.asMap());

        assertThat(Checkpoints.read(file).config()).contains(CONFIG.config());
    }

    /** As a script saves it that compiles a model in DataParallel, beside a tensor of a type that nobody reads. */
    @Test
    void findsTheNetworkBehindAPrefix() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        WEIGHTS.asMap().forEach((name, tensor) -> tensors.put("state_dict.module._orig_mod." + name, tensor));
        tensors.put("state_dict.loss.temperature", MOMENTUM);

        SavedModel model = Checkpoints.read(damaged(Map.of(), tensors));

        assertSameWeights(model.weights());
        assertThat(model.origin())
                .hasToString("safetensors, names of piergiaj/pytorch-i3d behind 'state_dict.module._orig_mod.'");
        assertThat(model.leftovers()).containsExactly("state_dict.loss.temperature");
    }

    @Test
    void aTrunkStartsTrainingAndIsNoModel() {
        Map<String, TensorData> trunk = new LinkedHashMap<>();
        WEIGHTS.asMap().forEach((name, tensor) -> {
            if (!name.startsWith("logits.")) {
                trunk.put("trunk." + name, tensor);
            }
        });
        Path file = damaged(Map.of(), trunk);

        Checkpoints.Start start = Checkpoints.readStart(file, SETTINGS.architecture(), name -> false);

        assertThat(start.missing()).containsExactly("logits.conv3d.weight", "logits.conv3d.bias");
        assertThat(start.classes()).isZero();
        assertThat(start.weights().size()).isEqualTo(WEIGHTS.size() - 2);
        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file + ": has no head")
                .hasMessageContaining(Advice.TRAIN_HEAD.toString());
    }

    @Test
    void readsTheTrainingStateApart() {
        TrainingCheckpoint.State state = Checkpoints.readTraining(whole);

        assertThat(state.position()).isEqualTo(POSITION);
        assertThat(state.optimizer().names()).containsExactly("optimizer.momentum.a");
        assertThat(state.ema().names()).containsExactly("ema.b");
        assertThat(state.optimizer().require("optimizer.momentum.a").toFloatArray())
                .containsExactly(MOMENTUM.toFloatArray());
    }

    @Test
    void infersTheSettingsOfPlainWeights() {
        Map<String, TensorData> tensors = new LinkedHashMap<>(WEIGHTS.asMap());
        tensors.put("ema.decay", MOMENTUM);
        Path plain = damaged(Map.of("format", "pt"), tensors);

        SavedModel model = Checkpoints.read(plain);

        assertSameWeights(model.weights());
        assertThat(model.settings()).isEqualTo(ModelSettings.of(3, 4));
        assertThat(model.classNames()).isEmpty();
        assertThat(model.config()).isEmpty();
        assertThat(model.metrics()).isEmpty();
        assertThat(model.leftovers()).containsExactly("ema.decay");
        assertThatThrownBy(() -> Checkpoints.readTraining(plain))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(plain.toString(), "weights only", Advice.START_FROM_WEIGHTS.toString());
    }

    @Test
    void namesEveryTensorOfAnotherShapeWithBothShapes() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("logits.conv3d.weight", TensorData.of(new float[5], 5, 1, 1, 1, 1));
        tensors.put("logits.conv3d.bias", TensorData.of(new float[5], 5));
        Path file = damaged(METADATA.toEntries(), tensors);

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(
                        file.toString(),
                        "4 classes",
                        "logits.conv3d.weight: found shape [5, 1, 1, 1, 1], expected [4, 1024, 1, 1, 1]",
                        "logits.conv3d.bias: found shape [5], expected [4]",
                        "Conv3d_1a_7x7.conv3d.weight: missing");
    }

    @ParameterizedTest
    @CsvSource({"7", "100", "20000", "40000000"})
    void refusesATruncatedFile(long bytes) throws IOException {
        Path file = folder.resolve("truncated.safetensors");
        try (FileChannel from = FileChannel.open(whole);
                FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(from.transferTo(0, bytes, to)).isEqualTo(bytes);
        }

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Checkpoints.readTraining(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesAMissingFile() {
        Path file = folder.resolve("none.safetensors");

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON",
                "null",
                "[]",
                "{}",
                "{\"inputChannels\": 3, \"classes\": 4}",
                "{\"inputChannels\":3,\"classes\":0,\"batchNormEps\":1,\"batchNormMomentum\":1,"
                        + "\"dropoutKeepProbability\":1}",
                "{\"inputChannels\":3,\"classes\":4,\"batchNormEps\":-1,\"batchNormMomentum\":1,"
                        + "\"dropoutKeepProbability\":1}",
            })
    void namesADamagedModelEntry(String text) {
        Path file = damaged(entriesWith("model", text), Map.of("logits.conv3d.bias", MOMENTUM));

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "'model'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3",
                "null",
                "{}",
                "{\"epoch\":1,\"batch\":null,\"step\":0,\"bestScore\":0,\"validationsSinceBest\":0}",
                "{\"epoch\":1,\"batch\":0,\"step\":0,\"bestScore\":0}",
                "{\"epoch\":-1,\"batch\":0,\"step\":0,\"bestScore\":0,\"validationsSinceBest\":0}",
            })
    void namesADamagedTrainingEntry(String text) {
        Path file = damaged(entriesWith("training", text), Map.of("optimizer.a", MOMENTUM));

        assertThatThrownBy(() -> Checkpoints.readTraining(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "'training'");
    }

    @Test
    void namesAMissingEntry() {
        Map<String, String> entries = new LinkedHashMap<>(METADATA.toEntries());
        entries.remove("model");
        entries.remove("training");
        Path file = damaged(entries, Map.of("optimizer.a", MOMENTUM));

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "no entry 'model'");
        assertThatThrownBy(() -> Checkpoints.readTraining(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "no entry 'training'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"class_names | [\"a\", null]", "class_names | {}", "metrics | {\"loss\": null}", "metrics | [1]"})
    void namesADamagedEntryBesideWholeTensors(String key, String text) {
        Path file = folder.resolve("unused.safetensors");
        Map<String, String> entries = entriesWith(key, text);

        assertThatThrownBy(() -> ModelDescription.of(new MetadataEntries(file, entries)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "'" + key + "'");
    }

    @Test
    void saysWhereAConfigurationNoLongerParses() {
        Map<String, String> entries = entriesWith("config", "train: {epochs: 3, epoch_count: 4}\n");
        Path file = damaged(entries, WEIGHTS.asMap());

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("config in " + file + ":1:20", "epoch_count");
    }

    @Test
    void countsStepsAndEpochs() {
        assertThat(TrainingPosition.START.atSample(2).nextStep()).isEqualTo(new TrainingPosition(0, 2, 1, -1, 0));
        assertThat(new TrainingPosition(0, 2, 2, -1, 0).nextEpoch()).isEqualTo(new TrainingPosition(1, 0, 2, -1, 0));
        assertThatThrownBy(() -> new TrainingPosition(0, -1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsValidationsThatWereNotBetter() {
        TrainingPosition best = TrainingPosition.START.validated(0.5);

        assertThat(best).isEqualTo(new TrainingPosition(0, 0, 0, 0.5, 0));
        assertThat(best.validated(0.5).validated(0.4)).isEqualTo(new TrainingPosition(0, 0, 0, 0.5, 2));
        assertThat(best.validated(0.5).validated(0.6)).isEqualTo(new TrainingPosition(0, 0, 0, 0.6, 0));
    }
}
