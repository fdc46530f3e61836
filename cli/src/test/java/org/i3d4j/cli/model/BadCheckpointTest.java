package org.i3d4j.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that can't be read or don't fit. */
class BadCheckpointTest {
    @TempDir
    private static Path shared;

    private static GoodInput good;
    private static Path nan;
    private static Path negative;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
        nan = shared.resolve("nan.safetensors");
        writeWith(nan, "Conv3d_1a_7x7.conv3d.weight", 5, Float.NaN);
        negative = shared.resolve("negative.safetensors");
        writeWith(negative, "Mixed_4b.b0.bn.running_var", 7, -0.5f);
    }

    private CommandRun run(String line, Path bad) {
        return good.run(line, Map.of("OUT", folder.resolve("out"), "BAD", bad));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict --checkpoint BAD VIDEO",
                "predict --checkpoint BAD --window 8 VIDEO",
                "info BAD",
                "eval --config CONFIG --dataset DATA --checkpoint BAD",
                "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT --pretrained BAD"
            })
    void whatIsNoCheckpointIsNamed(String line) throws IOException {
        run(line, folder.resolve("missing")).failsWith(5, folder.resolve("missing") + ": no such file");
        run(line, folder).failsWith(5, folder + ": is a folder");
        Path text = Files.writeString(folder.resolve("notes.txt"), "no checkpoint\n");
        run(line, text).failsWith(5, text + ": looks like text");
        Path empty = Files.createFile(folder.resolve("empty.safetensors"));
        run(line, empty).failsWith(5, empty + ": is empty");
        run(line, good.video()).failsWith(5, good.video() + ": ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-7, 1e-4, 0.5, 0.999})
    void aTruncatedCheckpointIsRefused(double share) throws IOException {
        Path cut = folder.resolve("cut.safetensors");
        try (var in = Files.newInputStream(good.checkpoint())) {
            Files.write(cut, in.readNBytes((int) (share * Files.size(good.checkpoint()))));
        }

        run("predict --checkpoint BAD VIDEO", cut).failsWith(5, cut.toString());
    }

    @Test
    void aCheckpointOfAnotherShapeIsRefusedNamingTensorsAndShapes() {
        Path other = folder.resolve("other.safetensors");
        Map<String, TensorData> weights =
                new LinkedHashMap<>(TinyModel.weights(ModelSettings.of(3, 2)).asMap());
        weights.put("Mixed_3b.b0.conv3d.weight", TensorData.of(new float[64 * 100], 64, 100, 1, 1, 1));
        weights.remove("Mixed_5c.b0.bn.bias");
        SafetensorsWriter.write(other, Map.of(), weights);

        run("predict --checkpoint BAD VIDEO", other)
                .failsWith(
                        5,
                        "Mixed_3b.b0.conv3d.weight: found shape [64, 100, 1, 1, 1], expected [64, 192, 1, 1, 1]",
                        "Mixed_5c.b0.bn.bias: missing; expected shape [384]");
    }

    /** Each would compute an answer, and a plausible one at that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict --checkpoint BAD VIDEO",
                "predict --checkpoint BAD --engine libtorch VIDEO",
                "predict --checkpoint BAD --window 8 VIDEO",
                "info BAD",
                "eval --config CONFIG --dataset DATA --checkpoint BAD",
                "convert BAD OUT.pt",
                "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT --pretrained BAD"
            })
    void valuesThatNoNetworkCanUseAreNamed(String line) {
        run(line, nan).failsWith(5, nan + ": Conv3d_1a_7x7.conv3d.weight: value 5 is NaN; expected finite numbers");
        run(line, negative)
                .failsWith(5, negative + ": Mixed_4b.b0.bn.running_var: value 7 is -0.5; expected a variance");
    }

    /** All finite, but not what becomes of them: an error of the video at hand, whoever computes. */
    @ParameterizedTest
    @ValueSource(strings = {"onednn", "libtorch"})
    void weightsThatOverflowGiveNoAnswer(String engine) {
        Path file = folder.resolve("large.safetensors");
        Map<String, TensorData> weights =
                new LinkedHashMap<>(TinyModel.weights(ModelSettings.of(3, 2)).asMap());
        TensorData kernel = Objects.requireNonNull(weights.get("Conv3d_1a_7x7.conv3d.weight"));
        float[] values = kernel.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] < 0 ? -3e38f : 3e38f;
        }
        weights.put("Conv3d_1a_7x7.conv3d.weight", TensorData.of(values, kernel.shapeArray()));
        SafetensorsWriter.write(file, Map.of(), weights);

        run("predict --checkpoint BAD --engine " + engine + " VIDEO", file)
                .failsWith(5, good.video() + ": the network's score of class 0 is NaN");
        run("predict --checkpoint BAD --window 8 --engine " + engine + " VIDEO", file)
                .failsWith(5, good.video() + ": frames 0 to 7: the network's score of class 0 is NaN");
        run("eval --config CONFIG --dataset DATA --checkpoint BAD --engine " + engine, file)
                .failsWith(5, ": the network's score of class 0 is NaN");
    }

    private static void writeWith(Path file, String tensor, int at, float value) {
        Map<String, TensorData> weights =
                new LinkedHashMap<>(TinyModel.weights(ModelSettings.of(3, 2)).asMap());
        TensorData original = Objects.requireNonNull(weights.get(tensor));
        float[] values = original.toFloatArray();
        values[at] = value;
        weights.put(tensor, TensorData.of(values, original.shapeArray()));
        SafetensorsWriter.write(file, Map.of(), weights);
    }

    @Test
    void aCheckpointWithFewerClassesThanTheDataSetIsRefused() {
        Path one = folder.resolve("one.safetensors");
        TinyModel.writeWeights(one, 1);

        run("eval --config CONFIG --dataset DATA --checkpoint BAD", one)
                .failsWith(3, one.toString(), "has 1 class, the data set 2");
    }
}
