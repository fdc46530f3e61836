package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsFile;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files say who wrote them and for which architecture; what later versions say is passed over, or refused by name. */
class ProducerTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 2);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);
    private static final TrainingPosition POSITION = new TrainingPosition(1, 2, 3, 0.5, 0);
    private static final Map<String, String> VERSIONS = Map.of("i3d4j", "0.9", "libtorch", "3.0");
    private static final String CONFIG = "learning_rate: {lr: 0.1}\ntrain: {epochs: 1}\n";
    private static final CheckpointMetadata METADATA =
            new CheckpointMetadata(SETTINGS, POSITION, CONFIG, List.of("a", "b"), Map.of(), VERSIONS);
    private static final Map<String, TensorData> FEW = Map.of("optimizer.a", TensorData.of(new float[] {1, 2}, 2));

    @TempDir
    private Path folder;

    private Path write(Map<String, String> changes, Map<String, TensorData> tensors) {
        Path file = folder.resolve("model.safetensors");
        Map<String, String> entries = new LinkedHashMap<>(METADATA.toEntries());
        entries.putAll(changes);
        SafetensorsWriter.writeChecked(file, entries, tensors);
        return file;
    }

    @Test
    void aCheckpointNamesItsArchitectureAndItsWriter() {
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoints.write(file, METADATA, WEIGHTS, Map.of());

        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            assertThat(open.metadata()).containsEntry("architecture", "inception_i3d");
        }
        SavedModel model = Checkpoints.read(file);
        assertThat(model.origin().writtenBy()).isEqualTo(VERSIONS);
        assertThat(model.description().versions()).isEqualTo(VERSIONS);
    }

    @ParameterizedTest
    @EnumSource(names = {"SAFETENSORS", "PYTORCH", "TF", "MINDSPORE"})
    void aCopyInAnyFormatNamesTheProgramThatWroteIt(ModelFormat format) {
        SavedModel model = Checkpoints.read(write(Map.of(), WEIGHTS.asMap()));

        Path copy = format.write(folder.resolve("copy"), SETTINGS, WEIGHTS, model.carried(), Optional.empty());

        SavedModel back = Checkpoints.read(copy);
        assertThat(back.origin().writtenBy()).isEqualTo(ProgramVersion.all()).containsKeys("i3d4j", "java", "onednn");
        assertThat(back.description().versions()).as("of its training").isEqualTo(VERSIONS);
    }

    @Test
    void filesOfVersionsBeforeAreOfTheOneArchitectureThereWas() {
        Map<String, String> entries = new LinkedHashMap<>(METADATA.toEntries());
        entries.keySet().removeAll(List.of("architecture", "versions"));
        Path file = folder.resolve("older.safetensors");
        SafetensorsWriter.writeChecked(file, entries, WEIGHTS.asMap());

        SavedModel model = Checkpoints.read(file);

        assertThat(model.settings()).isEqualTo(SETTINGS);
        assertThat(model.origin().writtenBy()).isEmpty();
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        Map<String, TensorData> tensors = new LinkedHashMap<>(WEIGHTS.asMap());
        tensors.put("optimizer.a", TensorData.of(new float[] {1, 2}, 2));
        Path file = write(
                Map.of(
                        "model", withField("model"),
                        "training", withField("training"),
                        "versions", "{\"i3d4j\":\"0.9\",\"builds\":{\"a\":1},\"year\":2031}",
                        "licence", "any text",
                        "attention", "{\"heads\":[1,2]}"),
                tensors);

        SavedModel model = Checkpoints.read(file);

        assertThat(model.settings()).isEqualTo(SETTINGS);
        assertThat(model.description().position()).contains(POSITION);
        assertThat(model.description().versions()).containsEntry("i3d4j", "0.9").containsEntry("year", "2031");
        assertThat(TrainingStates.read(file).position()).isEqualTo(POSITION);
        assertThat(TrainingStates.read(file).optimizer().names()).containsExactly("optimizer.a");
    }

    private static String withField(String entry) {
        return Objects.requireNonNull(METADATA.toEntries().get(entry))
                .replaceFirst("\\{", "{\"from_the_future\":{\"a\":[1]},");
    }

    @Test
    void anotherArchitectureIsRefusedByName() {
        Path file = write(Map.of("architecture", "i3d_resnet50"), FEW);

        String[] said = {file + ": its architecture is 'i3d_resnet50'", "expects 'inception_i3d'", "i3d4j 0.9"};
        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(said);
        assertThatThrownBy(() -> Checkpoints.readStart(file, SETTINGS.architecture(), name -> true))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(said);
        assertThatThrownBy(() -> TrainingStates.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(said);
    }

    @Test
    void aLaterFormatIsNotTakenForAnotherProgramsFile() {
        Path file = write(Map.of("format", "i3d4j-checkpoint-2"), WEIGHTS.asMap());

        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(
                        file + ": its format is 'i3d4j-checkpoint-2'",
                        "'i3d4j-checkpoint-1' or 'i3d4j-model-1'",
                        "(i3d4j 0.9, libtorch 3.0)");
    }

    @Test
    void whatOtherProgramsCallTheirArchitectureIsTheirs() {
        Path file = folder.resolve("other.safetensors");
        SafetensorsWriter.write(
                file, Map.of("format", "pt", "architecture", "slow_r50", "written_by", "a person"), WEIGHTS.asMap());

        assertThat(Checkpoints.read(file).settings()).isEqualTo(SETTINGS);
    }
}
