package org.i3d4j.evaluate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.ModelFormat;
import org.i3d4j.network.MotionDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFactsTest {
    @TempDir
    private Path folder;

    private void write(ModelFormat format, Path file) {
        format.write(
                file, MotionDetector.settings(), MotionDetector.weights(), ModelDescription.NONE, Optional.empty());
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void theChecksumIsTheFiles() throws IOException, NoSuchAlgorithmException {
        Path file = folder.resolve("model.pt");
        write(ModelFormat.PYTORCH, file);

        CheckpointFacts facts = CheckpointFacts.of(Checkpoints.read(file));

        assertThat(facts.file()).isEqualTo(file);
        assertThat(facts.format()).startsWith("pytorch, names of piergiaj");
        assertThat(facts.sha256()).isEqualTo(sha256(file));
    }

    @Test
    void ofATensorFlowCheckpointItIsTheIndexs() throws IOException, NoSuchAlgorithmException {
        Path prefix = folder.resolve("tf/model.ckpt");
        write(ModelFormat.TF, prefix);

        for (Path named : new Path[] {prefix, folder.resolve("tf")}) {
            CheckpointFacts facts = CheckpointFacts.of(Checkpoints.read(named));

            assertThat(facts.file()).isEqualTo(named);
            assertThat(facts.sha256()).isEqualTo(sha256(folder.resolve("tf/model.ckpt.index")));
        }
    }
}
