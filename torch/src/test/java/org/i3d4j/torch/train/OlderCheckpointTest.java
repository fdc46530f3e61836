package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.checkpoint.TrainingStates;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import org.i3d4j.torch.train.TinyTraining.Run;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainStep;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What version 0.1.0 wrote before headers named the architecture and oneDNN: a run of {@link TinyTraining} with {@link
 * #SETTINGS}, stopped after two of its four steps. It began from kernels that pass one channel on, so that its 148 MB, all the
 * network has, are almost nothing but zeros: compressed twice they are 40 KB.
 */
class OlderCheckpointTest {
    private static final String NAME = "tiny-1_2.safetensors";
    private static final String[] SETTINGS = {
        "train={epochs: 1, save_checkpoint_steps: 0, ema_decay: 0.5, freeze: [\"Conv3d*\", \"Mixed*\"]}",
        "optimizer={type: SGD, momentum: 0.9}",
        "learning_rate.lr=0.001"
    };

    @TempDir
    private static Path shared;

    private static Path run;
    private static Path checkpoint;

    @BeforeAll
    static void unpack() throws IOException {
        run = Files.createDirectory(shared.resolve("run"));
        checkpoint = run.resolve(NAME);
        try (InputStream packed = OlderCheckpointTest.class.getResourceAsStream("/checkpoints/" + NAME + ".gz.gz");
                InputStream bytes = new GZIPInputStream(new GZIPInputStream(Objects.requireNonNull(packed)))) {
            Files.copy(bytes, checkpoint);
        }
    }

    @Test
    void isRead() {
        SavedModel model = Checkpoints.read(checkpoint);

        assertThat(model.classNames()).containsExactly("left", "right");
        assertThat(model.settings().architecture().name()).isEqualTo("inception_i3d");
        assertThat(model.description().position()).contains(new TrainingPosition(0, 8, 2, -1, 0));
        assertThat(model.origin().writtenBy())
                .isEqualTo(Map.of(
                        "i3d4j", "0.1.0-SNAPSHOT", "java", "17.0.15+6-Debian-1deb12u1", "libtorch", "2.10.0-1.5.13"));
        assertThat(model.leftovers()).isEmpty();
    }

    /** The logits are that version's; other instruction sets add in another order. */
    @Test
    void predictsAsThen() {
        try (Network network = Checkpoints.read(checkpoint).network(Compute.DEFAULT);
                ClipBatch clip = waves()) {
            float[] logits = network.forward(clip).row(0);

            assertThat(logits[0]).isCloseTo(-1.9280576f, within(1e-4f));
            assertThat(logits[1]).isCloseTo(-2.3827133f, within(1e-4f));
        }
    }

    private static ClipBatch waves() {
        ClipBatch clip = ClipBatch.allocate(1, 3, 8, 32, 32);
        FloatBuffer values = clip.pointer().asBuffer();
        while (values.hasRemaining()) {
            values.put((float) Math.sin(values.position() * 0.1));
        }
        return clip;
    }

    /** The loss of step 3 is that version's, after its steps 1 and 2. What the run began from may be gone by then. */
    @Test
    void isTrainedOnFrom() {
        TinyTraining training = new TinyTraining(shared.resolve("data"));

        Path gone = shared.resolve("pretrained.safetensors");

        Run rest = TinyTraining.train(training.options(run, Optional.of(gone), true, SETTINGS), new StopRequest(), 0);

        assertThat(rest.steps()).extracting(TrainStep::step).containsExactly(3L, 4L);
        assertThat(rest.losses().get(0)).isCloseTo(0.40036714, within(1e-3));
        assertThat(TrainingStates.read(run.resolve("tiny-1_4.safetensors"))
                        .ema()
                        .asMap())
                .isNotEmpty();
    }
}
