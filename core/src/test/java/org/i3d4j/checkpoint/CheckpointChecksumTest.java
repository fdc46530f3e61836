package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.WeightsFile;
import org.i3d4j.weights.files.WeightsFiles;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to a checkpoint is found before anything of it is used. */
class CheckpointChecksumTest {
    private static final TrainingPosition POSITION = new TrainingPosition(2, 0, 8, 0.5, 1);
    private static final CheckpointMetadata METADATA = new CheckpointMetadata(
            ModelSettings.of(3, 2), POSITION, "", List.of("say \"crc32c\":\"12345678\"", "b"), Map.of(), Map.of());
    private static final Map<String, TensorData> TENSORS =
            Map.of("a", TensorData.of(new float[300], 100, 3), "b", TensorData.of(new float[] {1, -2}, 2));

    @TempDir
    private Path folder;

    private Path file;
    private byte[] good;

    @BeforeEach
    void writeOne() throws IOException {
        file = folder.resolve("one.safetensors");
        Checkpoints.write(file, METADATA, new StateDict(TENSORS), Map.of());
        good = Files.readAllBytes(file);
    }

    private void assertRefused(byte[] damaged, String what) throws IOException {
        Files.write(file, damaged);
        assertThatThrownBy(() -> TrainingCheckpoint.open(file).close())
                .as(what)
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString());
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] damaged = bytes.clone();
        damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return damaged;
    }

    @Test
    void readsWhatItWrote() {
        TrainingCheckpoint.open(file).close();

        assertThat(Checkpoints.position(file)).isEqualTo(POSITION);
        assertThat(TrainingStates.read(file).position()).isEqualTo(POSITION);
        try (WeightsFile open = WeightsFiles.open(file)) {
            assertThat(open.readAll(name -> true).asMap()).isEqualTo(TENSORS);
        }
    }

    @Test
    void theDigitsAreTheCrcOfTheFileWithZerosInTheirPlace() {
        String digits;
        try (WeightsFile open = WeightsFiles.open(file)) {
            digits = open.metadata().getOrDefault("crc32c", "");
        }
        String text = new String(good, StandardCharsets.ISO_8859_1);
        CRC32C sum = new CRC32C();
        sum.update(text.replace("\"" + digits + "\"", "\"00000000\"").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(digits).isEqualTo(String.format("%08x", sum.getValue()));
    }

    @Test
    void aFlippedBitAnywhereIsFound() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            int bit = random.nextInt(good.length * Byte.SIZE);
            assertRefused(flipped(good, bit), "bit " + bit);
        }
    }

    /** Where damage could make the file look as if it had no checksum, or were not ours. */
    @Test
    void aFlippedBitInTheEntriesThatTellOfTheChecksumIsFound() throws IOException {
        String text = new String(good, StandardCharsets.ISO_8859_1);
        for (String entry : List.of("\"checksum\":\"crc32c\"", ",\"crc32c\":\"", "\"format\":\"i3d4j-checkpoint-1\"")) {
            int start = text.indexOf(entry);
            assertThat(start).as(entry).isPositive();
            for (int bit = start * Byte.SIZE; bit < (start + entry.length()) * Byte.SIZE; bit++) {
                Files.write(file, flipped(good, bit));
                assertThatThrownBy(() -> Checkpoints.readStart(
                                file, ModelSettings.of(3, 2).architecture(), name -> true))
                        .isInstanceOf(WeightsException.class)
                        .hasMessageContainingAll(file.toString(), "damaged");
            }
        }
    }

    @Test
    void bothChecksumsAreNamed() throws IOException {
        Files.write(file, flipped(good, good.length * Byte.SIZE - 1));

        assertThatThrownBy(() -> TrainingStates.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageMatching(".*one\\.safetensors: damaged: its checksum is [0-9a-f]{8}, its content has"
                        + " [0-9a-f]{8} \\(.*");
        assertThatThrownBy(() -> Checkpoints.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("damaged: its checksum is ");
    }

    @Test
    void truncatedFilesAndAppendedBytesAreFound() throws IOException {
        for (int length = 0; length < good.length; length += 13) {
            assertRefused(Arrays.copyOf(good, length), length + " bytes");
        }
        assertRefused(Arrays.copyOf(good, good.length + 1), "one byte more");
    }

    @Test
    void filesOfOtherProgramsAndOlderOnesHaveNoChecksum() {
        SafetensorsWriter.write(file, METADATA.toEntries(), TENSORS);
        TrainingCheckpoint.open(file).close();
        assertThat(TrainingStates.read(file).position()).isEqualTo(POSITION);

        Map<String, String> foreign = new LinkedHashMap<>(Map.of("crc32c", "of something else"));
        SafetensorsWriter.write(file, foreign, TENSORS);
        assertThatThrownBy(() -> TrainingCheckpoint.open(file).close()).hasMessageContaining("weights only");
    }
}
