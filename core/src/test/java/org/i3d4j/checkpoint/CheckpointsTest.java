package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.checkpoint.SampleCheckpoint.CONFIG;
import static org.i3d4j.checkpoint.SampleCheckpoint.METADATA;
import static org.i3d4j.checkpoint.SampleCheckpoint.MOMENTUM;
import static org.i3d4j.checkpoint.SampleCheckpoint.POSITION;
import static org.i3d4j.checkpoint.SampleCheckpoint.SETTINGS;
import static org.i3d4j.checkpoint.SampleCheckpoint.WEIGHTS;
import static org.i3d4j.checkpoint.SampleCheckpoint.entriesWith;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.Advice;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    private static Path shared;

    private static Path whole;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeOne() {
        whole = SampleCheckpoint.write(shared);
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

    /** As versions before wrote it. */
    @Test
    void aCheckpointWithoutDateIsRead() {
        assertThat(Checkpoints.read(SampleCheckpoint.writeOther(folder, METADATA.toEntries(), WEIGHTS.asMap()))
                        .description()
                        .date())
                .isEmpty();
    }

    @Test
    void aConfigurationWithKeysOfAnotherVersionIsNoObstacle() {
        String newer = CONFIG.yaml() + "from_the_future: {a: 1}\n";
        Path file = SampleCheckpoint.writeOther(folder, entriesWith("config", newer), WEIGHTS.asMap());

        assertThat(Checkpoints.read(file).config()).contains(CONFIG.config());
    }

    /** As a script saves it that compiles a model in DataParallel, beside a tensor of a type that nobody reads. */
    @Test
    void findsTheNetworkBehindAPrefix() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        WEIGHTS.asMap().forEach((name, tensor) -> tensors.put("state_dict.module._orig_mod." + name, tensor));
        tensors.put("state_dict.loss.temperature", MOMENTUM);

        SavedModel model = Checkpoints.read(SampleCheckpoint.writeOther(folder, Map.of(), tensors));

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
        Path file = SampleCheckpoint.writeOther(folder, Map.of(), trunk);

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
        TrainingCheckpoint.State state = TrainingStates.read(whole);

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
        Path plain = SampleCheckpoint.writeOther(folder, Map.of("format", "pt"), tensors);

        SavedModel model = Checkpoints.read(plain);

        assertSameWeights(model.weights());
        assertThat(model.settings()).isEqualTo(ModelSettings.of(3, 4));
        assertThat(model.classNames()).isEmpty();
        assertThat(model.config()).isEmpty();
        assertThat(model.metrics()).isEmpty();
        assertThat(model.leftovers()).containsExactly("ema.decay");
        assertThatThrownBy(() -> TrainingStates.read(plain))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(plain.toString(), "weights only", Advice.START_FROM_WEIGHTS.toString());
    }
}
