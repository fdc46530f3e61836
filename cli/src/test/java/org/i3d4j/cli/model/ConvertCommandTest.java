package org.i3d4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
    private static final List<String> OUTPUTS =
            List.of("a.safetensors", "a.pt", "a.ckpt", "bundle/model.ckpt.index", "onnx.onnx");

    private static final Pattern RELATIVE = Pattern.compile("relative ([0-9.e+-]+),");

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void makeModel() {
        TinyModel.write(shared.resolve("tiny.safetensors"));
    }

    private static Stream<String> outputs() {
        return OUTPUTS.stream().filter(name -> !name.endsWith(".onnx"));
    }

    private static double relative(CommandRun run) {
        Matcher figure = RELATIVE.matcher(run.out());
        assertThat(figure.find()).as(run.out()).isTrue();
        return Double.parseDouble(figure.group(1));
    }

    /** From ours to each format, from there to each other: the logits stay. */
    @ParameterizedTest
    @MethodSource("outputs")
    void everyFormatConvertsToEveryOther(String first) {
        Path in = folder.resolve("first").resolve(first);
        CommandRun toFirst =
                CommandRun.of("convert", shared.resolve("tiny.safetensors"), in).succeeds();
        assertThat(relative(toFirst)).isLessThan(1e-4);

        for (String second : outputs().toList()) {
            CommandRun on = CommandRun.of(
                            "convert", in, folder.resolve("second").resolve(second))
                    .succeeds();
            assertThat(relative(on)).as("%s to %s", first, second).isLessThan(1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.safetensors", "a.pt", "a.ckpt", "bundle/model.ckpt.index", "onnx.onnx"})
    void aFileThatIsThereIsWrittenOverOnlyIfThatIsAskedFor(String name) throws IOException {
        Path in = shared.resolve("tiny.safetensors");
        Path out = folder.resolve(name);
        Files.createDirectories(out.getParent());
        Files.writeString(out, "of worth");

        CommandRun.of("convert", in, out).failsWith(8, out + ": is there already", "--force");
        assertThat(out).hasContent("of worth");

        CommandRun.of("convert", "--force", in, out).succeeds();
        assertThat(Files.size(out)).isGreaterThan(100);
    }

    /** TensorFlow's batch norm has no scale, the reference system another eps: both go into other tensors. */
    @ParameterizedTest
    @MethodSource("outputs")
    void scalesOfBatchNormAreKept(String output) {
        ModelSettings settings = ModelSettings.of(2, 3);
        Path in = folder.resolve("scaled.safetensors");
        SafetensorsWriter.write(
                in, Map.of(), GoldenModel.weights(settings, 1, true).asMap());

        CommandRun run = CommandRun.of("convert", in, folder.resolve("out").resolve(output))
                .succeeds();

        assertThat(relative(run)).isLessThan(1e-4);
    }

    @Test
    void theReferenceSystemGetsItsOwnEps() {
        Path file = folder.resolve("reference.ckpt");
        CommandRun.of("convert", shared.resolve("tiny.safetensors"), file).succeeds();

        CommandRun info = CommandRun.of("info", file).succeeds();
        assertThat(info.out())
                .contains("format: mindspore, names of ZJUT-ERCISS/i3d_mindspore", "batch-norm eps: 0.00001");
    }

    @Test
    void saysWhenThereIsNoConfigurationToTakeAlong() {
        Path plain = folder.resolve("plain.safetensors");
        TinyModel.writeWeights(plain, 2);

        assertThat(CommandRun.of("convert", plain, folder.resolve("a.pt"))
                        .succeeds()
                        .out())
                .contains("carried along: no configuration, for the input has none");
    }

    @Test
    void onnxModelsAreWrittenForOneSizeOrMany() throws IOException {
        Path many = folder.resolve("many.onnx");
        Path one = folder.resolve("one.bin");
        CommandRun dynamic = CommandRun.of("convert", shared.resolve("tiny.safetensors"), many)
                .succeeds();
        assertThat(dynamic.out())
                .contains("note: it takes clips of at least 9x193x193, those of the model's evaluation are 8x32x32; for"
                        + " these: --clip 8x32x32");
        CommandRun run = CommandRun.of(
                        "convert", shared.resolve("tiny.safetensors"), one, "--to", "onnx", "--clip", "8x32x32")
                .succeeds();

        assertThat(run.out())
                .contains("(onnx, 2 classes, 3 input channels)", "not verified")
                .doesNotContain("note:");
        assertThat(Files.size(one)).isGreaterThan(40_000_000L).isLessThan(Files.size(many) + 1000);
    }

    @Test
    void badInputIsExplained() {
        Path tiny = shared.resolve("tiny.safetensors");

        CommandRun.of("convert", tiny, folder.resolve("model.bin")).failsWith(3, "model.bin", "--to", ".safetensors");
        CommandRun.of("convert", tiny, tiny).failsWith(8, "is the input itself");
        CommandRun.of("convert", folder.resolve("none.pt"), folder.resolve("a.pt"))
                .failsWith(5, "none.pt", "no such file");
        CommandRun.of("convert", tiny, folder.resolve("a.onnx"), "--clip", "4x4x4")
                .failsWith(6, "8x32x32");
        CommandRun.of("convert", tiny, folder.resolve("a.onnx"), "--clip", "large")
                .failsWith(2, "--clip", "'large'");
        CommandRun.of("convert", tiny, folder.resolve("a.pt"), "--clip", "8x32x32")
                .failsWith(3, "--clip", "ONNX", folder.resolve("a.pt").toString());
        assertThat(folder).isEmptyDirectory();
    }
}
