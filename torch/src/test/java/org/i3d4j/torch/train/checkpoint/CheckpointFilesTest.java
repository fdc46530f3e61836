package org.i3d4j.torch.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which checkpoint a run goes on from, whatever happened to the others. */
class CheckpointFilesTest {
    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private CheckpointFiles files;
    private Path older;
    private Path newer;

    /** The one with more updates behind it has the lesser name: the epoch has fewer, larger steps now. */
    @BeforeEach
    void writeTwo() {
        files = new CheckpointFiles(folder, "a-b", warnings::add);
        older = write("a-b-2_7.safetensors", 10);
        newer = write("a-b-2_5.safetensors", 11);
        write("a-1_1.safetensors", 99);
        write("best.safetensors", 99);
    }

    private Path write(String name, long step) {
        Path file = folder.resolve(name);
        CheckpointMetadata metadata = new CheckpointMetadata(
                ModelSettings.of(3, 2), new TrainingPosition(1, 1, step, -1, 0), "", List.of(), Map.of(), Map.of());
        StateDict weights = new StateDict(Map.of("a", TensorData.of(new float[] {1, 2, 3}, 3)));
        Checkpoints.write(file, metadata, weights, Map.of());
        return file;
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    private Path resumed() {
        return files.resume(TrainingCheckpoint::file).orElseThrow();
    }

    @Test
    void theNewestHasTheMostUpdatesBehindIt() {
        assertThat(resumed()).isEqualTo(newer);
        assertThat(files.newest()).contains(newer);
        assertThat(files.upTo(11)).containsExactly(older, newer);
        assertThat(files.upTo(10)).containsExactly(older);
        assertThat(warnings).isEmpty();
    }

    @Test
    void latestComesFirst() {
        files.point(older);

        assertThat(folder.resolve("latest")).hasContent("a-b-2_7.safetensors\n");
        assertThat(resumed()).isEqualTo(older);
        assertThat(warnings).isEmpty();
    }

    @Test
    void theOneBeforeADamagedOneIsTakenAndThatIsSaid() throws IOException {
        files.point(newer);
        damage(newer);
        byte[] damaged = Files.readAllBytes(newer);

        assertThat(resumed()).isEqualTo(older);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(newer + ": damaged: its checksum is ")
                .endsWith("; " + older + " is taken instead");
        assertThat(newer).as("left as it is").hasBinaryContent(damaged);
    }

    @Test
    void aHeaderThatCanNotBeReadIsDamageToo() throws IOException {
        Files.write(newer, new byte[3]);

        assertThat(resumed()).isEqualTo(older);
        files.point(newer);
        assertThat(resumed()).isEqualTo(older);
        assertThat(warnings).singleElement().asString().startsWith(newer + ": ");
    }

    @Test
    void latestMayNameWhatIsGone() throws IOException {
        files.point(newer);
        Files.delete(newer);

        assertThat(resumed()).isEqualTo(older);
        assertThat(warnings).singleElement().asString().contains("no such file", older + " is taken instead");
        assertThat(files.newest()).contains(older);
    }

    @Test
    void latestMayHoldAnything() throws IOException {
        for (String text : List.of("", "\0\0\0", "../a-b-2_7.safetensors", "a-1_1.safetensors", "x".repeat(100_000))) {
            warnings.clear();
            Files.writeString(folder.resolve("latest"), text);

            assertThat(resumed()).isEqualTo(newer);
            assertThat(warnings).singleElement().asString().startsWith(folder.resolve("latest") + ": does not hold");
        }
        Files.delete(folder.resolve("latest"));
        Files.createDirectory(folder.resolve("latest"));
        assertThat(resumed()).isEqualTo(newer);
    }

    @Test
    void ifAllAreDamagedNothingStartsFromTheBeginning() throws IOException {
        damage(newer);
        damage(older);
        assertThatThrownBy(this::resumed)
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(
                        folder + ": no checkpoint of a-b can be read", newer + ": damaged", older + ": damaged");

        files.point(newer);
        Files.delete(newer);
        Files.delete(older);
        assertThatThrownBy(this::resumed)
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(newer + ": no such file", "move them and 'latest' away");
    }

    @Test
    void whereThereWasNoneThereIsNoneToGoOnFrom() {
        assertThat(new CheckpointFiles(folder, "other").resume(TrainingCheckpoint::file))
                .isEmpty();
        assertThat(new CheckpointFiles(folder.resolve("none"), "a-b").resume(TrainingCheckpoint::file))
                .isEmpty();
    }

    /** Of another network or optimizer: the checkpoints before it would fit no better. */
    @Test
    void aFileThatIsWholeButDoesNotFitIsNotDamaged() {
        assertThatThrownBy(() -> files.resume(checkpoint -> {
                    throw new WeightsException(checkpoint.file() + ": other shapes");
                }))
                .isInstanceOf(WeightsException.class)
                .hasMessage(newer + ": other shapes");
        assertThat(warnings).isEmpty();
    }

    @Test
    void onlyWhatAKilledRunLeftIsDeleted() throws IOException {
        String uuid = ".0b8f5b0e-7d0c-4b5e-9a53-0f6e3a4d2c11.tmp";
        List<String> others =
                List.of(".other-1_1.safetensors" + uuid, ".config.yaml" + uuid, "a-b-1_1.safetensors.tmp");
        List<String> ours = List.of(".a-b-2_8.safetensors" + uuid, ".best.safetensors" + uuid, ".latest" + uuid);
        for (String name : Stream.concat(others.stream(), ours.stream()).toList()) {
            Files.writeString(folder.resolve(name), "half");
        }

        assertThat(resumed()).isEqualTo(newer);
        files.deleteTemporaries();

        assertThat(ours).allSatisfy(name -> assertThat(folder.resolve(name)).doesNotExist());
        assertThat(others).allSatisfy(name -> assertThat(folder.resolve(name)).exists());
        assertThat(newer).exists();
    }
}
