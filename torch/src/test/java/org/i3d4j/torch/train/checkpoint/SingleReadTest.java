package org.i3d4j.torch.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is verified is what is used: a checkpoint goes once through the process that reads it. */
class SingleReadTest {
    /** What Linux counts for the calling thread. */
    private static final Path COUNTS = Path.of("/proc/thread-self/io");
    /** The header is read apart from its checksum. */
    private static final long HEADERS_BYTES = 1 << 20;

    private static final ModelSettings SETTINGS = ModelSettings.of(3, 2);

    @TempDir
    private Path folder;

    private Path checkpoint;
    private long fileBytes;

    @BeforeEach
    void write() throws IOException {
        assumeThat(COUNTS).isRegularFile();
        Map<String, TensorData> weights = new LinkedHashMap<>();
        Map<String, TensorData> training = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(SETTINGS.architecture())) {
            float first = parameter.role() == Role.RUNNING_VARIANCE ? 1 : -1;
            float[] values = new float[Math.toIntExact(parameter.size())];
            values[0] = first;
            long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
            TensorData tensor = TensorData.of(values, shape);
            weights.put(parameter.name(), tensor);
            training.put(Checkpoints.OPTIMIZER_PREFIX + parameter.name(), tensor);
        }
        CheckpointMetadata metadata = new CheckpointMetadata(
                SETTINGS,
                new TrainingPosition(1, 1, 7, -1, 0),
                ConfigFile.parse("learning_rate: {lr: 0.1}\ntrain: {epochs: 1}\n", "test.yaml", List.of())
                        .yaml(),
                List.of("a", "b"),
                Map.of(),
                Map.of());
        checkpoint = folder.resolve("a-1_7.safetensors");
        Checkpoints.write(checkpoint, metadata, new StateDict(weights), training);
        fileBytes = Files.size(checkpoint);
    }

    private static long bytesRead() throws IOException {
        String count = Files.readAllLines(COUNTS).stream()
                .filter(line -> line.startsWith("rchar: "))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(count.substring("rchar: ".length()));
    }

    @Test
    void resumingReadsTheFileOnce() throws IOException {
        long before = bytesRead();

        Optional<Long> values = new CheckpointFiles(folder, "a").resume(open -> {
            StateDict optimizer = open.state().optimizer();
            return size(open.model().weights()) + size(optimizer);
        });

        assertThat(values.orElseThrow() * Float.BYTES).isBetween(fileBytes - HEADERS_BYTES, fileBytes);
        assertThat(bytesRead() - before).isBetween(fileBytes, fileBytes + HEADERS_BYTES);
    }

    private static long size(StateDict tensors) {
        return tensors.values().stream().mapToLong(TensorData::size).sum();
    }

    @Test
    void predictingReadsTheFileOnce() throws IOException {
        long before = bytesRead();

        StateDict weights = Checkpoints.read(checkpoint).weights();

        assertThat(weights.size()).isPositive();
        assertThat(bytesRead() - before).isBetween(fileBytes, fileBytes + HEADERS_BYTES);
    }
}
