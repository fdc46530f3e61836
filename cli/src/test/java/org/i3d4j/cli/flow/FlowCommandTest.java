package org.i3d4j.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.cli.Told;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flow as files, and data sets of it. */
class FlowCommandTest {
    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
    }

    private static CommandRun flow(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("flow", "--method", "dis", "--short-side", "32"));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray());
    }

    /** A command on the motion set's flow. */
    private static CommandRun onFlow(String command, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(command, "--config", good.config(), "--dataset", good.data()));
        for (String side : List.of("train", "eval")) {
            for (String setting : List.of("stream=flow", "flow_method=dis", "flow_short_side=32")) {
                arguments.addAll(List.of("--set", "data_loader." + side + ".dataset." + setting));
            }
        }
        arguments.addAll(List.of("--set", "model.in_channel=2"));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void aFolderOfVideosBecomesOneOfFlow() {
        Path out = folder.resolve("flow");

        CommandRun first = flow(good.data(), "--out", out, "--picture", folder.resolve("pictures"))
                .succeeds();
        CommandRun second = flow(good.data(), "--out", out).succeeds();

        assertThat(first.out())
                .contains("6 videos computed (DIS, short side 32, levels centered), 0 kept", "bytes a frame");
        assertThat(second.out()).contains("0 videos computed", "6 kept from before, 0 left out");
        assertThat(out.resolve("val/val_000000_000000_000001.mkv")).isRegularFile();
        assertThat(folder.resolve("pictures/val/val_000000_000000_000001.mp4.mp4"))
                .isRegularFile();
        flow(good.data(), "--out", out, "--levels", "from_128")
                .failsWith(8, out + ": holds flow of DIS, short side 32, levels centered");
    }

    /** The same numbers, computed as they are read or before. */
    @Test
    void aDataSetIsTrainedOnItsFlow() throws IOException {
        Path stored = folder.resolve("flow");
        flow(good.data(), "--out", stored).succeeds();
        Path computed = folder.resolve("computed");
        Path read = folder.resolve("read");

        Told told = Told.by(() -> onFlow("train", "--set", "train.ckpt_path=" + computed));
        told.run().succeeds();
        assertThat(told.lines())
                .anyMatch(line -> line.contains("it is computed (DIS, short side 32, levels centered)"));
        onFlow(
                        "train",
                        "--set",
                        "train.ckpt_path=" + read,
                        "--set",
                        "data_loader.train.dataset.flow_folder=" + stored,
                        "--set",
                        "data_loader.eval.dataset.flow_folder=" + stored)
                .succeeds();

        assertThat(losses(computed)).isNotEmpty().isEqualTo(losses(read));
        assertThat(onFlow("eval", "--checkpoint", read.resolve("best.safetensors"))
                        .succeeds()
                        .out())
                .contains("0 skipped");
    }

    private static List<String> losses(Path run) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
        int column = List.of(lines.get(0).split(",", -1)).indexOf("loss");
        return lines.stream().skip(1).map(line -> line.split(",", -1)[column]).toList();
    }

    @Test
    void flowOfAnotherMakingIsNotMixedIn() {
        Path stored = folder.resolve("flow");
        flow(good.data(), "--out", stored, "--levels", "from_128").succeeds();

        onFlow(
                        "train",
                        "--set",
                        "train.ckpt_path=" + folder.resolve("out"),
                        "--set",
                        "data_loader.train.dataset.flow_folder=" + stored)
                .failsWith(
                        4,
                        "holds flow of DIS, short side 32, levels from_128; expected DIS, short side 32, levels centered");
    }

    @Test
    void aDataSetsFlowIsShownCheckedAndCached() {
        Path cache = folder.resolve("cache");
        for (String line : List.of(
                "dataset check FILE --dataset DATA",
                "dataset show FILE --dataset DATA --count 1 --out " + folder.resolve("shown"),
                "dataset cache FILE --dataset DATA --split eval --out " + cache)) {
            List<Object> arguments = new ArrayList<>();
            for (String word : line.split(" ", -1)) {
                arguments.add(word.replace("FILE", good.config().toString())
                        .replace("DATA", good.data().toString()));
            }
            for (String setting : List.of("stream=flow", "flow_method=dis", "flow_short_side=32")) {
                arguments.addAll(List.of("--set", "data_loader.train.dataset." + setting));
                arguments.addAll(List.of("--set", "data_loader.eval.dataset." + setting));
            }
            arguments.addAll(List.of("--set", "model.in_channel=2"));
            CommandRun.of(arguments.toArray()).succeeds();
        }
        assertThat(cache.resolve("cache.json")).content().contains("optical flow: DIS");
    }

    @Test
    void aFolderOfFlowThatIsNotThereIsRefused() {
        Path missing = folder.resolve("no");
        onFlow("train", "--set", "data_loader.train.dataset.flow_folder=" + missing)
                .failsWith(3, "'flow_folder' is " + missing + ", which is no folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VideoColorJitter", "VideoGrayscale"})
    void whatIsForColoursIsRefused(String transform) {
        onFlow(
                        "train",
                        "--set",
                        "data_loader.train.map.operations=[{type: " + transform + "}, {type: VideoToTensor}]",
                        "--set",
                        "train.ckpt_path=" + folder.resolve("out"))
                .failsWith(3, transform);
    }

    @Test
    void anRgbNetworkIsNotFedWithFlow() {
        CommandRun.of(
                        "eval",
                        "--config",
                        good.config(),
                        "--dataset",
                        good.data(),
                        "--checkpoint",
                        good.checkpoint(),
                        "--set",
                        "data_loader.eval.dataset.stream=flow")
                .failsWith(
                        3, "has frames of 2 channels (optical flow); " + good.checkpoint() + " takes 3 channels (RGB)");
    }

    @Test
    void brokenVideosAndSingleFramesAreListedAndTheOthersWritten() throws IOException {
        Path videos = Files.createDirectories(folder.resolve("videos"));
        TinyModel.video("one_frame.mp4", videos.resolve("one.mp4"));
        TinyModel.video("five_frames.mp4", videos.resolve("five.mp4"));
        Files.write(videos.resolve("broken.mp4"), new byte[64]);

        CommandRun run = flow(videos, "--out", folder.resolve("flow")).failsWith(1, "broken.mp4: ");

        assertThat(run.err()).contains("one.mp4: has a single frame; optical flow is the motion between two");
        assertThat(run.out()).contains("1 video computed", "2 left out");
        assertThat(folder.resolve("flow/five.mkv")).isRegularFile();
    }

    @Test
    void outputsAmongTheInputsAreRefused() {
        flow(good.data(), "--out", good.data().resolve("flow")).failsWith(8, "lies in " + good.data());
        CommandRun.of("flow", good.video(), "--out", folder.resolve("x"), "--short-side", "3")
                .failsWith(3, "found 3");
        flow(good.video(), "--out", folder.resolve("x"), "--workers", "0").failsWith(2, "--workers");
        flow(folder.resolve("missing.mp4"), "--out", folder.resolve("x")).failsWith(4, "missing.mp4");
    }
}
