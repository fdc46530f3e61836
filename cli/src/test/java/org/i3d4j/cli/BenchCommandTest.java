package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Locale;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
    @TempDir
    private Path folder;

    private static JsonNode json(Object... arguments) {
        return JsonMapper.shared().readTree(CommandRun.of(arguments).succeeds().out());
    }

    private Path model() {
        Path checkpoint = folder.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        return checkpoint;
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "bf16"})
    void timesTheNetwork(String precision) {
        JsonNode found = json(
                "bench",
                "forward",
                "--shape",
                "2,3,9,32,32",
                "--runs",
                3,
                "--warmup",
                1,
                "--no-peak",
                "--json",
                "--precision",
                precision,
                "--checkpoint",
                model());

        assertThat(found.get("benchmark").stringValue()).isEqualTo("forward");
        assertThat(found.get("shape").stringValue()).isEqualTo("2x3x9x32x32");
        assertThat(found.get("precision").stringValue()).isEqualTo(precision);
        assertThat(found.get("engine").stringValue()).endsWith(precision);
        assertThat(found.get("run_seconds").size()).isEqualTo(3);
        assertThat(found.get("gflop").doubleValue()).isPositive();
        assertThat(found.has("convolution_peak")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "forward, r50, fp32, i3d_r50",
        "forward, r50_8x8, int8, i3d_r50_8x8",
        "train, r50-8x8, bf16, i3d_r50_8x8"
    })
    void timesResNet(String subject, String model, String precision, String name) {
        assumeTrue(OneDnn.obstacle(Precision.valueOf(precision.toUpperCase(Locale.ROOT)))
                .isEmpty());
        JsonNode found = json(
                "bench",
                subject,
                "--model",
                model,
                "--precision",
                precision,
                "--shape",
                "1,3,8,64,64",
                "--runs",
                1,
                "--warmup",
                0,
                "--no-peak",
                "--json");

        assertThat(found.get("model").stringValue()).isEqualTo(name);
        assertThat(found.get("gflop").doubleValue()).isPositive();
    }

    @Test
    void takesClipsAsTheNetworkIsPublishedFor() {
        JsonNode found =
                json("bench", "forward", "--model", "r50_8x8", "--runs", 1, "--warmup", 0, "--no-peak", "--json");

        assertThat(found.get("shape").stringValue()).isEqualTo("1x3x8x224x224");
    }

    @Test
    void aCheckpointNamesItsNetworkItself() {
        CommandRun.of("bench", "forward", "--model", "r50", "--checkpoint", model())
                .failsWith(2, "--model", "tiny.safetensors");
    }

    @Test
    void countsThreeForwardPassesForATrainingStep() {
        JsonNode forward = oneRun("forward");
        JsonNode train = oneRun("train");

        assertThat(train.get("gflop").doubleValue())
                .isCloseTo(3 * forward.get("gflop").doubleValue(), withinPercentage(1e-9));
        String engine = forward.get("engine").stringValue();
        assertThat(train.get("engine").stringValue()).startsWith(engine.substring(0, engine.indexOf(' ')));
    }

    private static JsonNode oneRun(String subject) {
        return json("bench", subject, "--shape", "2,3,8,32,32", "--runs", 1, "--warmup", 0, "--no-peak", "--json");
    }

    @Test
    void timesLoadingAndSaysWhatWasLoaded() {
        CommandRun run = CommandRun.of("bench", "load", model(), "--runs", 2, "--warmup", 0)
                .succeeds();

        assertThat(run.lines())
                .anyMatch(line -> line.matches("format +safetensors"))
                .anyMatch(line -> line.matches("runs +\\S+ \\S+ s, after 0 to warm up"))
                .anyMatch(line -> line.startsWith("peak memory"));
    }

    @Test
    void takesTheNumberOfThreads() {
        JsonNode found = json(
                "bench", "load", model(), "--runs", 1, "--warmup", 0, "--threads", 1, "--engine", "libtorch", "--json");

        assertThat(found.get("threads").longValue()).isEqualTo(1);
    }

    @Test
    void randomWeightsAreLoadedInAnyPrecision() {
        JsonNode found = json("bench", "load", "--precision", "int8", "--runs", 1, "--warmup", 0, "--json");

        assertThat(found.get("precision").stringValue()).isEqualTo("int8");
    }

    /** oneDNN has read its own by the time that options are. */
    @Test
    void saysHowOneDnnGetsItsNumberOfThreads() {
        String other = String.valueOf(Runtime.getRuntime().availableProcessors() + 7);
        CommandRun.of("bench", "load", model(), "--threads", other, "--engine", "onednn")
                .failsWith(7, "OMP_NUM_THREADS=" + other);
    }

    @ParameterizedTest
    @CsvSource({
        "--runs, 0",
        "--warmup, -1",
        "--threads, 0",
        "--threads, 100000",
        "--shape, '1,3,64'",
        "--shape, '0,3,64,224,224'",
        "--shape, '1,3,64,224,9999999'",
        "--precision, fp8"
    })
    void refusesOptionsThatMakeNoSense(String option, String value) {
        CommandRun.of("bench", "forward", option + "=" + value).failsWith(2, option, value);
    }

    @Test
    void refusesClipsTooSmallForTheNetwork() {
        CommandRun.of("bench", "train", "--shape", "1,3,4,32,32").failsWith(6, "4x32x32");
    }

    @Test
    void refusesClipsOfOtherChannelsThanTheModels() {
        CommandRun.of("bench", "forward", "--shape", "1,2,9,32,32", "--checkpoint", model())
                .failsWith(6, "2 channels");
    }

    @Test
    void saysWhatCanBeTimed() {
        CommandRun.of("bench").failsWith(2, "forward, train, read, load");
    }
}
