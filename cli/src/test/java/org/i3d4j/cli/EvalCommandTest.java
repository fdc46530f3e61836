package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvalCommandTest {
    private static final String CROPPED = "data_loader.eval.map.operations=[{type: VideoShortEdgeResize, size: 40},"
            + " {type: VideoCenterCrop, size: [32, 32]}, {type: VideoToTensor}]";

    @TempDir
    private static Path shared;

    private static Path data;
    private static Path checkpoint;
    private static Path config;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeDataset() throws IOException {
        data = shared.resolve("data");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 12, 1), 2).write(data, (done, of) -> {});
        try (Stream<Path> videos = Files.list(data.resolve("val"))) {
            Files.writeString(videos.findFirst().orElseThrow(), "no video any more");
        }
        checkpoint = shared.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        config = TinyModel.writeConfig(shared.resolve("tiny.yaml"));
    }

    private static CommandRun eval(Object... more) {
        List<Object> arguments =
                new ArrayList<>(List.of("eval", "--config", config, "--dataset", data, "--checkpoint", checkpoint));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void printsProtocolCountsAndFigures() {
        CommandRun run = eval("--average", "softmax", "--set", "data_loader.eval.dataset.num_clips=2");

        run.succeeds();
        assertThat(run.lines().get(0)).startsWith("protocol: ").contains("2 clip(s) x 1 crop(s)", "softmax averaged");
        assertThat(run.out())
                .contains("videos: 1 used, 1 skipped", "  skipped 1: ", "top1: ", "expected calibration error: ")
                .as("two classes are always among five")
                .doesNotContain("top5");
    }

    @Test
    void writesAPageAndItsFiles() {
        Path report = folder.resolve("report");

        eval("--report", report).succeeds();

        assertThat(report.toFile().list())
                .contains("report.html", "metrics.json", "per_class.csv", "confused_pairs.csv", "calibration.csv")
                .contains("reliability.png", "confusion_matrix.png", "skipped.csv", "predictions.csv");
    }

    @Test
    void printsTheReferencesLineAndNothingElse() {
        CommandRun run = eval("--log-format", "reference");

        run.succeeds();
        assertThat(run.out()).matches("\\{'Top_1_Accuracy': [01]\\.[0-9]+, 'Top_5_Accuracy': 1\\.0\\}\\R");
        assertThat(run.err()).contains("protocol: ", "videos: ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "1, 1.0",
        "0.71, 0.71",
        "0.6666666666666666, 0.6666666666666666",
        "0.002, 0.002",
        "0.0001, 0.0001",
        "0.00005, 5e-05",
        "0.000012345, 1.2345e-05",
        "2.5e-11, 2.5e-11"
    })
    void writesNumbersAsPythonDoes(double share, String expected) {
        assertThat(ReferenceResult.python(share)).isEqualTo(expected);
    }

    @Test
    void refusesAnUnknownAveraging() {
        eval("--average", "median").failsWith(2, "--average", "median");
        eval("--set", "eval.average=median").failsWith(3, "eval.average", "logits, softmax");
    }

    @Test
    void refusesCropsThatThereAreNot() {
        eval("--crops", "2", "--set", CROPPED).failsWith(3, "--crops", "1, 3 or 10");
        eval("--crops", "three").failsWith(2, "--crops");
    }

    @Test
    void replacesTheConfiguredCrop() {
        CommandRun one = eval("--crops", "1", "--set", CROPPED);

        one.succeeds();
        assertThat(one.out()).contains("x 1 crop(s)", "VideoCenterCrop");
    }

    @Test
    void saysThatThereIsNoCropToTakeSeveralOf() {
        eval("--crops", "3").failsWith(3, "--crops", "no VideoCenterCrop");
    }
}
