package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.checkpoint.SampleCheckpoint.METADATA;
import static org.i3d4j.checkpoint.SampleCheckpoint.MOMENTUM;
import static org.i3d4j.checkpoint.SampleCheckpoint.WEIGHTS;
import static org.i3d4j.checkpoint.SampleCheckpoint.entriesWith;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a checkpoint that is not whole, or does not fit. */
class DamagedCheckpointTest {
    @TempDir
    private static Path shared;

    private static Path whole;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeOne() {
        whole = SampleCheckpoint.write(shared);
    }

    @Test
    void aDateThatIsNoneIsDamage() {
        Path file = SampleCheckpoint.writeOther(folder, entriesWith("date", "yesterday"), WEIGHTS.asMap());

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "'date'", "'yesterday'", "damaged");
    }

    @Test
    void namesEveryTensorOfAnotherShapeWithBothShapes() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("logits.conv3d.weight", TensorData.of(new float[5], 5, 1, 1, 1, 1));
        tensors.put("logits.conv3d.bias", TensorData.of(new float[5], 5));
        Path file = SampleCheckpoint.writeOther(folder, METADATA.toEntries(), tensors);

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
        assertThatThrownBy(() -> TrainingStates.read(file))
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
        Path file =
                SampleCheckpoint.writeOther(folder, entriesWith("model", text), Map.of("logits.conv3d.bias", MOMENTUM));

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
        Path file = SampleCheckpoint.writeOther(folder, entriesWith("training", text), Map.of("optimizer.a", MOMENTUM));

        assertThatThrownBy(() -> TrainingStates.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "'training'");
    }

    @Test
    void namesAMissingEntry() {
        Map<String, String> entries = new LinkedHashMap<>(METADATA.toEntries());
        entries.remove("model");
        entries.remove("training");
        Path file = SampleCheckpoint.writeOther(folder, entries, Map.of("optimizer.a", MOMENTUM));

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(file.toString(), "no entry 'model'");
        assertThatThrownBy(() -> TrainingStates.read(file))
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
        Path file = SampleCheckpoint.writeOther(folder, entries, WEIGHTS.asMap());

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("config in " + file + ":1:20", "epoch_count");
    }
}
