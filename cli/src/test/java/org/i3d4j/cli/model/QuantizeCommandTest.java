package org.i3d4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class QuantizeCommandTest {
    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        List<String> can = Engines.onClassPath().describe(Compute.onCpu(Precision.FP32));
        assumeTrue(can.contains("onednn: can run"));
        good = GoodInput.write(shared);
    }

    private Path out() {
        return folder.resolve("out.safetensors");
    }

    private CommandRun run(String line) {
        return good.run(line, Map.of("OUT", out(), "FOLDER", folder));
    }

    @Test
    void calibratesOnTheTrainingVideosAndMeasuresOnTheOthers() {
        CommandRun run =
                run("quantize CKPT OUT --calibrate CONFIG --dataset DATA").succeeds();

        assertThat(run.out())
                .contains("calibrated on 4 videos: ", "split train", "written: " + out())
                .contains("measured on 2 videos: ", "split val");
        assertThat(run.lines())
                .anyMatch(line -> line.matches("fp32 +[0-9.]+ % +100.00 % +0.000 %"))
                .anyMatch(line -> line.startsWith("bf16 "))
                .anyMatch(line -> line.matches("int8 +[0-9.]+ % +[0-9.]+ % +[0-9.]+ %"));
        assertThat(run("info OUT").succeeds().out())
                .contains("int8: calibrated, 58 activation ranges", "classes: 2: left, right", "top1: 0.5");
    }

    @Test
    void theCopyRunsInEveryPrecision() {
        run("quantize CKPT OUT --calibrate CONFIG --dataset DATA --verify-clips 0 --range max")
                .succeeds();

        for (String precision : List.of("fp32", "int8")) {
            CommandRun predicted = run("predict --json --checkpoint OUT VIDEO --precision " + precision)
                    .succeeds();
            assertThat(JsonMapper.shared().readTree(predicted.out()).get("top")).hasSize(2);
        }
        run("eval --config CONFIG --dataset DATA --checkpoint OUT --precision int8")
                .succeeds();
    }

    @Test
    void takesAFolderAndNamesWhatItSkips() throws IOException {
        Files.createDirectories(folder.resolve("videos/deep"));
        Files.copy(good.video(), folder.resolve("videos/a.mp4"));
        Files.copy(good.video(), folder.resolve("videos/deep/b.mp4"));
        Files.writeString(folder.resolve("videos/c.mp4"), "no video");

        CommandRun run = run("quantize CKPT OUT --calibrate FOLDER/videos --range entropy")
                .succeeds();

        assertThat(run.out())
                .contains("calibrated on 2 videos: ", "  skipped 1: ", "such as " + folder.resolve("videos/c.mp4"))
                .contains("measured on 2 videos: ", "the same videos for want of others");
        assertThat(run.lines()).anyMatch(line -> line.matches("fp32 +- +100.00 % +0.000 %"));
    }

    @Test
    void measuresOnVideosOfAFolderThatWereNotCalibratedOn() throws IOException {
        Files.copy(good.video(), folder.resolve("a.mp4"));
        Files.copy(good.video(), folder.resolve("b.mp4"));

        assertThat(run("quantize CKPT OUT --calibrate FOLDER --clips 1")
                        .succeeds()
                        .out())
                .contains("calibrated on 1 video: ", "measured on 1 video: " + folder + ", other videos");
    }

    @Test
    void takesCheckpointsOfOtherPrograms() {
        run("convert CKPT FOLDER/other.ckpt").succeeds();
        run("quantize FOLDER/other.ckpt OUT --calibrate CONFIG --dataset DATA --verify-clips 0")
                .succeeds();

        assertThat(run("info OUT").succeeds().out())
                .contains("int8: calibrated", "names of piergiaj/pytorch-i3d", "batch-norm eps: 0.001");
    }

    /** The maps of a converted model are as large, whatever eps and scales went into its weights. */
    @ParameterizedTest
    @ValueSource(strings = {"a.safetensors", "a.pt", "a.ckpt", "tf/model.ckpt.index"})
    void convertingKeepsTheRanges(String name) {
        run("quantize CKPT OUT --calibrate CONFIG --dataset DATA --verify-clips 0 --range max")
                .succeeds();
        assertThat(run("convert OUT FOLDER/" + name).succeeds().out())
                .contains("carried along: configuration, 2 class names, metrics, ranges for int8");

        double original = probability("OUT");
        double converted = probability("FOLDER/" + name);

        // A weight that rounds to another eighth bit is one of millions.
        assertThat(converted).isCloseTo(original, within(1e-3));
    }

    private double probability(String model) {
        String line = run("predict --json --checkpoint " + model + " VIDEO --precision int8")
                .succeeds()
                .out();
        return JsonMapper.shared()
                .readTree(line)
                .get("top")
                .get(0)
                .get("probability")
                .asDouble();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict --checkpoint CKPT VIDEO --precision int8",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT --precision int8"
            })
    void aModelThatWasNotCalibratedIsRefused(String line) {
        assertThat(run(line)
                        .failsWith(5, "tiny.safetensors: was not calibrated for int8", "i3d quantize ")
                        .out())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "quantize CKPT CKPT --calibrate CONFIG --dataset DATA, 8, is the input itself",
        "quantize CKPT FOLDER/out.pt --calibrate CONFIG --dataset DATA, 3, is named as of pytorch",
        "quantize CKPT FOLDER --calibrate CONFIG --dataset DATA, 8, is a folder",
        "quantize FOLDER/none OUT --calibrate CONFIG --dataset DATA, 5, no such file",
        "quantize CKPT OUT --calibrate FOLDER/none.yaml, 3, none.yaml",
        "quantize CKPT OUT --calibrate CONFIG --dataset FOLDER, 4, kinetics-400_train.csv",
        "quantize CKPT OUT --calibrate FOLDER, 4, has no video",
        "quantize CKPT OUT --calibrate FOLDER --dataset DATA, 2, go with a configuration",
        "quantize CKPT OUT --calibrate CONFIG --clips 0, 2, --clips: expected at least 1",
        "quantize CKPT OUT --calibrate CONFIG --verify-clips -1, 2, --verify-clips: expected at least 0",
        "quantize CKPT OUT --calibrate CONFIG --range max --percentile 99, 2, goes with --range percentile",
        "quantize CKPT OUT --calibrate CONFIG --percentile 101, 2, at most 100",
        "quantize CKPT OUT --calibrate CONFIG --range most, 2, --range",
        "quantize CKPT OUT, 2, --calibrate"
    })
    void badInputIsExplained(String line, int exitCode, String told) {
        run(line).failsWith(exitCode, told);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderOfNothingButBrokenVideosIsRefused() throws IOException {
        Files.writeString(folder.resolve("a.mp4"), "no video");

        run("quantize CKPT OUT --calibrate FOLDER").failsWith(4, "not one video could be used", "a.mp4");
        assertThat(out()).doesNotExist();
    }
}
