package org.i3d4j.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** UCF-101 and HMDB-51 as they are published, with two classes and a few videos. */
class SplitsTest {
    private static final List<String> CLASSES = List.of("left", "right");

    @TempDir
    private static Path shared;

    private static Path ucf;
    private static Path hmdb;
    private static Path flowModel;
    private static Path config;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeInput() throws IOException {
        Path videos = shared.resolve("motion");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 12, 1), 2).write(videos, (done, of) -> {});
        List<Path> made;
        try (var files = Files.list(videos.resolve("val"))) {
            made = files.sorted().toList();
        }
        ucf = shared.resolve("ucf");
        hmdb = shared.resolve("hmdb");
        Files.createDirectories(ucf.resolve("ucfTrainTestlist"));
        Files.createDirectories(hmdb.resolve("testTrainMulti_7030_splits"));
        Files.writeString(ucf.resolve("ucfTrainTestlist/classInd.txt"), "1 left\n2 right\n");
        for (int fold = 1; fold <= 3; fold++) {
            StringBuilder test = new StringBuilder();
            StringBuilder train = new StringBuilder();
            for (int label = 0; label < CLASSES.size(); label++) {
                StringBuilder list = new StringBuilder();
                for (int group = 1; group <= 3; group++) {
                    String name = CLASSES.get(label);
                    String video = "v_" + name + "_g0" + group + "_c01.avi";
                    copy(made.get(label), ucf.resolve(name).resolve(video));
                    copy(made.get(label), hmdb.resolve(name).resolve(video));
                    (group == fold ? test.append(name + "/" + video + "\n") : train)
                            .append(group == fold ? "" : name + "/" + video + " " + (label + 1) + "\n");
                    list.append(video + " " + (group == fold ? 2 : 1) + "\n");
                }
                Files.writeString(
                        hmdb.resolve(
                                "testTrainMulti_7030_splits/" + CLASSES.get(label) + "_test_split" + fold + ".txt"),
                        list);
            }
            Files.writeString(ucf.resolve("ucfTrainTestlist/testlist0" + fold + ".txt"), test);
            Files.writeString(ucf.resolve("ucfTrainTestlist/trainlist0" + fold + ".txt"), train);
            TinyModel.write(shared.resolve("fold" + fold + ".safetensors"));
        }
        config = TinyModel.writeConfig(shared.resolve("tiny.yaml"));
        flowModel = shared.resolve("flow.safetensors");
        TinyModel.writeFlow(flowModel);
    }

    private static void copy(Path video, Path to) throws IOException {
        if (!Files.exists(to)) {
            Files.createDirectories(to.getParent());
            Files.copy(video, to);
        }
    }

    private static CommandRun eval(String type, Path data, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("eval", "--config", config, "--dataset", data));
        for (String side : List.of("train", "eval")) {
            arguments.addAll(List.of("--set", "data_loader." + side + ".dataset.type=" + type));
        }
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void eachSplitHasAModelOfItsOwnAndTheMeanStandsBesideThePapers() {
        Path report = folder.resolve("report");

        CommandRun run = eval(
                        "Ucf101",
                        ucf,
                        "--splits",
                        "1,2,3",
                        "--checkpoint",
                        shared.resolve("fold{fold}.safetensors"),
                        "--report",
                        report)
                .succeeds();

        assertThat(run.err()).doesNotContain("one model is measured on several splits");
        assertThat(run.out())
                .contains("Ucf101, top-1 on the published splits")
                .containsPattern("(?m)^  split +RGB$")
                .containsPattern("(?m)^  3 +\\d")
                .containsPattern("(?m)^  mean +\\d")
                .containsPattern("(?m)^  ImageNet and Kinetics +95\\.6 %$");
        JsonNode splits =
                JsonMapper.shared().readTree(report.resolve("splits.json").toFile());
        assertThat(splits.get("splits")).hasSize(3);
        double sum = 0;
        for (int split = 1; split <= 3; split++) {
            JsonNode metrics = JsonMapper.shared()
                    .readTree(report.resolve("split" + split + "/metrics.json").toFile());
            assertThat(metrics.at("/checkpoint/file").stringValue()).endsWith("fold" + split + ".safetensors");
            assertThat(metrics.at("/config/data_loader/eval/dataset/fold").intValue())
                    .isEqualTo(split);
            assertThat(metrics.get("protocol").stringValue()).contains("split val (fold " + split + ")");
            sum += metrics.get("top1").doubleValue();
        }
        assertThat(splits.at("/mean_top1/rgb").doubleValue()).isEqualTo(sum / 3);
    }

    @Test
    void bothStreamsOfHmdbBesideThePapers() {
        CommandRun run = eval(
                        "Hmdb51",
                        hmdb,
                        "--splits",
                        "1,2,3",
                        "--checkpoint",
                        shared.resolve("fold1.safetensors"),
                        "--flow-checkpoint",
                        flowModel)
                .succeeds();

        assertThat(run.err()).contains("one model is measured on several splits", "{fold}");
        assertThat(run.out())
                .containsPattern("(?m)^  split +RGB +flow +both$")
                .containsPattern("(?m)^  Kinetics +74\\.3 % +77\\.3 % +80\\.9 %$");
    }

    @Test
    void whatHasNoSplitsIsRefused() {
        Path model = shared.resolve("fold1.safetensors");
        eval("ClassFolders", ucf, "--splits", "1,2", "--checkpoint", model)
                .failsWith(3, "dataset.type is ClassFolders; only Ucf101 and Hmdb51 have three published splits");
        eval("Ucf101", ucf, "--splits", "1,4", "--checkpoint", model)
                .failsWith(2, "expected numbers from 1 to 3, found 4");
        eval("Ucf101", ucf, "--splits", "1,1", "--checkpoint", model).failsWith(2, "names a split twice");
        eval("Ucf101", ucf, "--splits", "1", "--checkpoint", model, "--scores", folder.resolve("s.npy"))
                .failsWith(2, "--scores is for one measurement");
        eval("Ucf101", ucf, "--splits", "1,2,3", "--checkpoint", shared.resolve("none{fold}.safetensors"))
                .failsWith(5, "none1.safetensors");
    }

    @Test
    void whatALaterSplitLacksIsFoundBeforeTheFirstIsMeasured() throws IOException {
        Files.copy(shared.resolve("fold1.safetensors"), folder.resolve("m1.safetensors"));
        Path report = folder.resolve("report");

        CommandRun run = eval(
                "Ucf101",
                ucf,
                "--splits",
                "1,2",
                "--checkpoint",
                folder.resolve("m{fold}.safetensors"),
                "--report",
                report);

        run.failsWith(5, "m2.safetensors");
        assertThat(run.out()).doesNotContain("split 1");
        assertThat(report.resolve("split1")).doesNotExist();
    }
}
