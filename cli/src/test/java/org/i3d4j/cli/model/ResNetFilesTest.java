package org.i3d4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.naming.ForeignWeights;
import org.i3d4j.weights.naming.Network2d;
import org.i3d4j.weights.naming.Networks2d;
import org.i3d4j.weights.naming.ResNetNames;
import org.i3d4j.weights.naming.TensorNames;
import org.i3d4j.weights.pickle.PyTorchWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of ResNet-50 as other programs save them, which say nothing of themselves. */
class ResNetFilesTest {
    @TempDir
    private Path folder;

    private Path write(String name, Backbone backbone, TensorNames names) {
        ModelSettings settings = ModelSettings.of(backbone, 3, 4);
        StateDict weights = GoldenModel.weights(settings, 1, true);
        Path file = folder.resolve(name);
        PyTorchWriter.write(
                file,
                Map.of(),
                ForeignWeights.of(weights, Parameter.of(settings.architecture()), settings.batchNormEps(), names));
        return file;
    }

    private static JsonNode top(CommandRun predicted) {
        return JsonMapper.shared().readTree(predicted.succeeds().out()).get("top");
    }

    @ParameterizedTest
    @CsvSource({
        "MMACTION2, RESNET_50, i3d_r50, '10 clips of 32 frames (uniform, 2 apart)'",
        "PYTORCHVIDEO, RESNET_50_PYTORCHVIDEO, i3d_r50_8x8_pytorchvideo, '10 clips of 8 frames (uniform, 8 apart)'",
        "PYSLOWFAST, RESNET_50_8X8_NLN, i3d_r50_8x8_nln, '10 clips of 8 frames (uniform, 8 apart)'"
    })
    void sayWhatTheyAre(ResNetNames names, Backbone backbone, String architecture, String evaluation) {
        CommandRun info =
                CommandRun.of("info", write("model.pth", backbone, names)).succeeds();

        assertThat(info.lines())
                .contains(
                        "architecture: " + architecture,
                        "format: pytorch, names of " + names.family(),
                        "batch-norm eps: 0.00001")
                .anyMatch(line -> line.equals("evaluation: " + evaluation + ", softmax averaged"));
    }

    /** By the clips that the network is made for, unless all frames are asked for. */
    @Test
    void aCopyForEveryProgramPredictsTheSame() throws IOException {
        Path in = write("model.pth", Backbone.RESNET_50_8X8, ResNetNames.PYSLOWFAST);
        Path video = TinyModel.video("counter_gop60_b3.mp4", folder.resolve("good.mp4"));
        String[] small = {"--size", "64", "--crop", "64x64"};
        CommandRun predicted = CommandRun.predict(in, "--json", small[0], small[1], small[2], small[3], video);
        JsonNode expected = top(predicted);

        assertThat(predicted.out()).contains("\"frames\":\"eval\"", "\"clips\":10");
        for (String name : new String[] {"a.pth", "b.pyth", "c.safetensors"}) {
            Path copy = folder.resolve(name);
            CommandRun.of("convert", in, copy).succeeds();
            assertThat(top(CommandRun.predict(copy, "--json", small[0], small[1], small[2], small[3], video)))
                    .as(name)
                    .isEqualTo(expected);
        }
        assertThat(top(CommandRun.predict(
                        in, "--json", "--sampling", "all", small[0], small[1], small[2], small[3], video)))
                .isNotEqualTo(expected);
    }

    @Test
    void whatTheyDoNotTellHasToBeSaid() {
        Path file = write("model.pth", Backbone.RESNET_50_NL_DOT_PRODUCT, ResNetNames.MMACTION2);

        CommandRun.of("info", file)
                .failsWith(
                        3,
                        file.toString(),
                        "names and shapes of its tensors (names of open-mmlab/mmaction2) are those of several networks",
                        "say which with --network: i3d_r50_nl_embedded_gaussian, i3d_r50_nl_dot_product");
        assertThat(CommandRun.of("info", "--network", "i3d_r50_nl_dot_product", file)
                        .succeeds()
                        .lines())
                .contains("architecture: i3d_r50_nl_dot_product");
        CommandRun.of("info", "--network", "I3D", file)
                .failsWith(5, "has the tensors of i3d_r50_nl_embedded_gaussian, which I3D can't take");
    }

    @Test
    void trainingStartsFromItsOwnNetwork() throws IOException {
        Path file = write("model.pth", Backbone.RESNET_50, ResNetNames.MMACTION2);
        Path config = TinyModel.writeConfig(folder.resolve("tiny.yaml"));

        CommandRun.of(
                        "train",
                        "--config",
                        config,
                        "--dataset",
                        videos(),
                        "--set",
                        "model.num_classes=8",
                        "--set",
                        "train.ckpt_path=" + folder.resolve("run"),
                        "--pretrained",
                        file)
                .failsWith(3, file + ": is of i3d_r50 (names of open-mmlab/mmaction2), model.type is I3D");
    }

    private Path videos() throws IOException {
        Path data = folder.resolve("data");
        CommandRun.of("dataset", "motion", data, "--train", 2, "--val", 1).succeeds();
        return data;
    }

    @Test
    void otherNetworksAreNamed() {
        Path file = folder.resolve("slowfast.pyth");
        PyTorchWriter.write(file, Map.of(), Map.of("s1.pathway1_stem.conv.weight", TensorData.of(new float[8], 8)));

        CommandRun.of("info", file)
                .failsWith(
                        5,
                        file + ": is of a SlowFast network, which i3d4j doesn't have; found"
                                + " 's1.pathway1_stem.conv.weight'");
    }

    @Test
    void inflatedNetworksAreMadeOfTorchvisions() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        try (var network = Networks2d.random(Network2d.TORCHVISION_RESNET_50, 10)) {
            network.tensors().keySet().forEach(name -> tensors.put(name, network.read(name)));
        }
        Path flat = folder.resolve("resnet50.pth");
        PyTorchWriter.write(flat, Map.of(), tensors);
        Path deep = folder.resolve("deep.safetensors");

        CommandRun.of("info", flat).failsWith(5, "is of a 2D network", "i3d inflate");
        assertThat(CommandRun.of("inflate", "--network", "i3d_r50_8x8", flat, deep)
                        .succeeds()
                        .out())
                .contains("inflated: torchvision ResNet-50 to i3d_r50_8x8, head of 10 classes");
        assertThat(CommandRun.of("info", deep).succeeds().lines()).contains("architecture: i3d_r50_8x8");
    }
}
