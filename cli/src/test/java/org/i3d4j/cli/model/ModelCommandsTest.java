package org.i3d4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.i3d4j.weights.pickle.PyTorchWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inflating, verifying and describing checkpoints. */
class ModelCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void inflatesAGoogLeNetAndSaysWhatItLeftOut() {
        Path flow = folder.resolve("flow.safetensors");

        CommandRun run = CommandRun.of(
                        "inflate", TinyModel.writeGoogLeNet(folder.resolve("googlenet.pt")), flow, "--flow")
                .succeeds();

        assertThat(run.out())
                .contains(
                        "inflated: torchvision GoogLeNet to I3D, head of 10 classes",
                        "tensors without use: aux1.fc1.bias",
                        "written: " + flow,
                        "verified: ");
        assertThat(CommandRun.of("info", flow).succeeds().out())
                .contains("stream: optical flow (2 input channels)", "classes: 10 (no names in the file)");
    }

    @Test
    void onlyNetworksItKnowsAreInflated() {
        Path tiny = folder.resolve("tiny.safetensors");
        TinyModel.write(tiny);

        CommandRun.of("inflate", tiny, folder.resolve("out.pt"))
                .failsWith(5, "tiny.safetensors", "has no tensor of a 2D network");
    }

    @Test
    void anUnknownModelIsNotTakenForAPublishedOne() {
        Path tiny = folder.resolve("tiny.safetensors");
        TinyModel.write(tiny);
        Path clip = folder.resolve("clip.npy");
        NpyFile.write(clip, TensorData.of(new float[8 * 32 * 32 * 3], 1, 8, 32, 32, 3));

        CommandRun.of("verify", tiny, tiny, "--rgb", clip).endsQuietlyWith(5);
        CommandRun.of("verify", tiny, "--flow", clip).failsWith(2, "--flow: no checkpoint takes optical flow");
        CommandRun run = CommandRun.of("verify", tiny, "--rgb", clip).endsQuietlyWith(5);

        assertThat(run.out())
                .contains("no model that was published", "left", "right")
                .doesNotContain("norm");
    }

    @Test
    void checkpointsOfKineticsGetThePublishedNames() {
        ModelSettings settings = ModelSettings.of(3, 400);
        StateDict weights = TinyModel.weights(settings);
        Path file = folder.resolve("kinetics.pt");
        PyTorchWriter.write(file, Map.of(), weights.asMap());

        assertThat(CommandRun.of("info", file).succeeds().out())
                .contains("Kinetics-400 in the order of DeepMind's models: abseiling, air drumming");
    }
}
