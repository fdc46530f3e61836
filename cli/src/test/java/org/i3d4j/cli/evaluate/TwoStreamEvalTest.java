package org.i3d4j.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TwoStreamEvalTest {
    @TempDir
    private static Path shared;

    private static EvalInput input;
    private static Path flowModel;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeInput() throws IOException {
        input = EvalInput.write(shared);
        flowModel = shared.resolve("flow.safetensors");
        TinyModel.writeFlow(flowModel);
    }

    private static CommandRun both(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("--flow-checkpoint", flowModel));
        arguments.addAll(List.of(more));
        return input.eval(arguments.toArray());
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    @Test
    void printsEachStreamAndBothOnTheSameVideos() throws IOException {
        Path report = folder.resolve("report");
        Path scores = folder.resolve("both.npy");

        CommandRun run = both("--report", report, "--scores", scores, "--stream-weights", "1,2")
                .succeeds();

        assertThat(run.lines()).anyMatch(line -> line.startsWith("videos: 1 used, 1 skipped"));
        assertThat(run.out()).containsPattern("stream +top1.*\\nRGB +\\d.*\\nflow +\\d.*\\nboth +\\d");
        assertThat(run.err()).doesNotContain("itself says");
        JsonNode metrics = json(report.resolve("metrics.json"));
        assertThat(metrics.at("/checkpoint/file").stringValue())
                .isEqualTo(input.checkpoint().toString());
        assertThat(metrics.at("/flow_checkpoint/file").stringValue()).isEqualTo(flowModel.toString());
        assertThat(metrics.at("/streams/weights/1").doubleValue()).isEqualTo(2);
        assertThat(metrics.at("/streams/both/top1")).isEqualTo(metrics.get("top1"));
        assertThat(metrics.at("/config/data_loader/eval/dataset/stream").stringValue())
                .isEqualTo("rgb");
        assertThat(metrics.at("/flow_config/data_loader/eval/dataset/stream").stringValue())
                .isEqualTo("flow");
        assertThat(metrics.at("/flow_config/data_loader/eval/dataset/flow_method")
                        .stringValue())
                .isEqualTo("dis");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("<summary>Configuration</summary>", "<summary>Configuration of optical flow</summary>");
        // The making that the network of flow was trained on.
        assertThat(metrics.get("protocol").stringValue()).contains("optical flow by DIS, short side 32");
        assertThat(report.resolve("streams.csv")).exists();
        assertThat(json(folder.resolve("both.npy.json")).get("protocol").stringValue())
                .contains("RGB and flow, logits weighted 1:2");
    }

    @Test
    void whatIsSetWinsOverTheNetworksOwnMaking() {
        assertThat(both("--set", "data_loader.eval.dataset.flow_method=farneback")
                        .succeeds()
                        .out())
                .contains("optical flow by Farneback, short side 32");
        assertThat(input.eval(
                                "--checkpoint",
                                flowModel,
                                "--set",
                                "model.in_channel=2",
                                "--set",
                                "data_loader.eval.dataset.stream=flow")
                        .succeeds()
                        .out())
                .contains("optical flow by DIS, short side 32");
    }

    @Test
    void aReportOfOneStreamKeepsNothingOfTwo() {
        Path report = folder.resolve("report");
        both("--report", report).succeeds();
        assertThat(report.resolve("streams.csv")).exists();

        input.eval("--report", report).succeeds();

        assertThat(report.resolve("streams.csv")).doesNotExist();
    }

    /** What 'eval' measures of each alone. */
    @Test
    void eachRowIsWhatEvalMeasuresOfTheStreamAlone() {
        Path report = folder.resolve("both");
        Path rgb = folder.resolve("rgb");
        Path flow = folder.resolve("flow");
        both("--report", report).succeeds();
        input.eval("--report", rgb).succeeds();
        input.eval(
                        "--checkpoint",
                        flowModel,
                        "--report",
                        flow,
                        "--set",
                        "model.in_channel=2",
                        "--set",
                        "data_loader.eval.dataset.stream=flow",
                        "--set",
                        "data_loader.eval.dataset.flow_method=dis",
                        "--set",
                        "data_loader.eval.dataset.flow_short_side=32")
                .succeeds();

        JsonNode streams = json(report.resolve("metrics.json")).get("streams");
        assertThat(streams.at("/rgb/loss"))
                .isEqualTo(json(rgb.resolve("metrics.json")).get("loss"));
        assertThat(streams.at("/flow/loss"))
                .isEqualTo(json(flow.resolve("metrics.json")).get("loss"));
    }

    @Test
    void flowThatWasStoredGivesTheSameFigures() {
        Path stored = folder.resolve("stored flow");
        CommandRun.of("flow", input.data(), "--out", stored, "--method", "dis", "--short-side", 32);

        Path computed = folder.resolve("computed");
        Path read = folder.resolve("read");
        both("--report", computed).succeeds();
        both("--report", read, "--flow-folder", stored).succeeds();

        assertThat(json(read.resolve("metrics.json")).get("streams"))
                .isEqualTo(json(computed.resolve("metrics.json")).get("streams"));

        Path other = folder.resolve("other");
        CommandRun.of("flow", input.data(), "--out", other, "--method", "farneback", "--short-side", 32);
        both("--flow-folder", other)
                .failsWith(4, "holds flow of Farneback, short side 32", "expected DIS, short side 32");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        Path others = folder.resolve("others.safetensors");
        TinyModel.write(others, List.of("left", "right"));
        both("--checkpoint", flowModel)
                .failsWith(6, flowModel + ": is a model of frames of 2 channels (optical flow); expected one of 3");
        input.eval("--flow-checkpoint", others)
                .failsWith(6, others + ": is a model of frames of 3 channels (RGB); expected one of 2");
        Path swapped = folder.resolve("swapped.safetensors");
        TinyModel.write(swapped, List.of("right", "left"));
        both("--checkpoint", swapped).failsWith(5, flowModel + ": class 0 is 'left', in " + swapped + " it is 'right'");
        both("--stream-weights", "1").failsWith(2, "expected two numbers", "found '1'");
        both("--stream-weights", "0,0").failsWith(2, "not both 0");
        input.eval("--stream-weights", "1,1").failsWith(2, "name that of optical flow by --flow-checkpoint");
        both("--flow-folder", folder.resolve("none")).failsWith(3, folder.resolve("none") + " is no folder");
        input.eval("--flow-folder", folder).failsWith(3, "the configuration reads RGB");
        Files.createDirectory(folder.resolve("val"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .as("nothing is written")
                    .containsExactlyInAnyOrder("others.safetensors", "swapped.safetensors", "val");
        }
    }
}
