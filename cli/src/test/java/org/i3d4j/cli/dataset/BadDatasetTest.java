package org.i3d4j.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.cli.TinyModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets whose folders or lists are wrong. */
class BadDatasetTest {
    private static final String HEADER = "label,youtube_id,time_start,time_end,split\n";

    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
    }

    private CommandRun run(String line, Path bad) {
        return good.run(
                line.replace("TRAIN", "train --config CONFIG --set train.ckpt_path=OUT"),
                Map.of("OUT", folder.resolve("out"), "BAD", bad));
    }

    /** A list of one video each and that video, a broken one. */
    private Path kinetics(String trainLabel, String valLabel) throws IOException {
        Path root = Files.createDirectory(folder.resolve("kinetics"));
        for (String split : List.of("train", "val")) {
            String label = split.equals("train") ? trainLabel : valLabel;
            Files.writeString(
                    root.resolve("kinetics-400_" + split + ".csv"), HEADER + label + ",abc,0,10," + split + "\n");
            Files.createDirectory(root.resolve(split));
            Files.writeString(root.resolve(split).resolve("abc_000000_000010.mp4"), "no video");
        }
        return root;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRAIN --dataset BAD",
                "eval --config CONFIG --checkpoint CKPT --dataset BAD",
                "plot schedule CONFIG --out OUT --dataset BAD",
                "dataset check CONFIG --dataset BAD",
                "dataset show CONFIG --out OUT --dataset BAD",
                "dataset cache CONFIG --out OUT --dataset BAD",
                "dataset prepare CONFIG OUT --dataset BAD"
            })
    void aDataSetThatIsNotThereIsNamed(String line) throws IOException {
        Path missing = folder.resolve("missing");
        run(line, missing).failsWith(4, missing.toString());
        Path text = Files.writeString(folder.resolve("notes.txt"), "no data set\n");
        run(line, text).failsWith(4, text.toString());
        run(line, folder).failsWith(4, folder.toString(), "kinetics-400_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRAIN --dataset BAD",
                "dataset show CONFIG --split eval --out OUT --dataset BAD",
                "dataset cache BAD --out OUT"
            })
    void aClassInValThatTrainLacksIsNamedWithItsLine(String line) throws IOException {
        Path root = kinetics("left", "diagonal");

        run(line, root)
                .failsWith(4, root.resolve("kinetics-400_val.csv") + ":2: label 'diagonal' is not among the 1 class");
    }

    @Test
    void aClassThatTheCheckpointLacksIsNamedWithItsLine() throws IOException {
        Path root = kinetics("left", "diagonal");

        run("eval --config CONFIG --checkpoint CKPT --dataset BAD", root)
                .failsWith(
                        4,
                        root.resolve("kinetics-400_val.csv") + ":2: label 'diagonal' is not among the 2 classes,"
                                + " numbered as in " + good.checkpoint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset check BAD", "dataset check CONFIG --dataset BAD"})
    void aCheckTellsOfSuchARowAndGoesOn(String line) throws IOException {
        Path root = kinetics("left", "diagonal");

        CommandRun run = run(line, root);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "faulty row " + root.resolve("kinetics-400_val.csv")
                                + ": line 2: label 'diagonal' is not among",
                        "broken " + root.resolve("train/abc_000000_000010.mp4"));
    }

    @ParameterizedTest
    @CsvSource({
        "TRAIN --dataset BAD TYPES, 7",
        "eval --config CONFIG --checkpoint CKPT --dataset BAD TYPES, 7",
        "dataset show CONFIG --split eval --out OUT --dataset BAD TYPES, 7",
        "dataset cache BAD --type FileList --out OUT, 2",
        "dataset cache BAD --type FileList --out OUT, 99999999999999999999",
        "dataset cache BAD --type FileList --out OUT, -1"
    })
    void aLabelOutOfRangeIsNamedWithItsLineAndTheRange(String line, String label) throws IOException {
        Files.writeString(folder.resolve("classes.txt"), "left\nright\n");
        Files.writeString(folder.resolve("train.txt"), good.video() + " 0\n");
        Path list = Files.writeString(folder.resolve("val.txt"), good.video() + " 1\n" + good.video() + " " + label);
        String types = "--set data_loader.train.dataset.type=FileList --set data_loader.eval.dataset.type=FileList";

        run(line.replace("TYPES", types), folder).failsWith(4, list + ":2: label", label, "2 classes");
    }

    @Test
    void anEmptyListIsRefused() throws IOException {
        Path csv = Files.writeString(folder.resolve("kinetics-400_train.csv"), HEADER);
        Path videos = folder.resolve("train");
        run("TRAIN --dataset BAD", folder).failsWith(4, videos + ": no such folder");
        Files.createDirectory(videos);

        run("TRAIN --dataset BAD", folder).failsWith(4, csv + ": lists no videos");
    }

    @Test
    void aListWhoseVideosAreNotHereIsRefused() throws IOException {
        Path root = kinetics("left", "left");
        Files.delete(root.resolve("train/abc_000000_000010.mp4"));

        run("TRAIN --dataset BAD", root).failsWith(4, "the only video listed can't be used", "abc_000000_000010");
    }

    @Test
    void aDataSetOfBrokenVideosIsRefused() throws IOException {
        Path root = kinetics("left", "left");

        run("TRAIN --dataset BAD", root).failsWith(4, "1 of 1 listed video can't be used", "abc_000000_000010.mp4");
        run("eval --config CONFIG --checkpoint CKPT --dataset BAD", root).failsWith(4, "abc_000000_000010.mp4");
        run("dataset show CONFIG --out OUT --dataset BAD", root).failsWith(4, "abc_000000_000010.mp4");
        assertThat(run("dataset check BAD", root).exitCode()).isEqualTo(1);
        assertThat(run("dataset cache BAD --out OUT-cache", root).exitCode()).isEqualTo(1);
        assertThat(run("dataset prepare BAD OUT-prepared", root).exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TRAIN --dataset DATA --set data_loader.train.map.operations=[CROP], VideoRandomCrop",
        "dataset show CONFIG --dataset DATA --out OUT --set data_loader.train.map.operations=[CROP], VideoRandomCrop",
        "eval --config CONFIG --checkpoint CKPT --dataset DATA --set data_loader.eval.map.operations=[CROP], VideoCenterCrop"
    })
    void aCropLargerThanTheFrameSaysBothSizesAndWhatToDo(String line, String crop) {
        run(line.replace("CROP", "{\"type\":\"" + crop + "\",\"size\":[64,48]},{\"type\":\"VideoToTensor\"}"), folder)
                .failsWith(
                        4,
                        good.data().toString(),
                        crop + ": a crop of 64x48 (height x width) does not fit into a frame of 32x32",
                        "resize to at least the crop first");
    }

    /** A clip loops over a video that is shorter; one that is thinned out keeps a frame. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRAIN --dataset BAD --set data_loader.train.dataset.frame_interval=9",
                "eval --config CONFIG --checkpoint CKPT --dataset BAD",
                "eval --config CONFIG --checkpoint CKPT --dataset BAD --clips 3",
                "dataset show CONFIG --dataset BAD --out OUT",
                "dataset cache BAD --out OUT --frame-rate 0.01",
                "dataset prepare BAD OUT"
            })
    void aVideoOfOneFrameIsShortButNoError(String line) throws IOException {
        Path root = kinetics("left", "left");
        for (String split : List.of("train", "val")) {
            Path file = root.resolve(split).resolve("abc_000000_000010.mp4");
            Files.delete(file);
            TinyModel.video("one_frame.mp4", file);
        }
        Path list = root.resolve("kinetics-400_train.csv");
        Files.writeString(list, Files.readString(list) + "left,def,0,10,train\n");
        TinyModel.video("one_frame.mp4", root.resolve("train/def_000000_000010.mp4"));

        run(line, root).succeeds();
        assertThat(run("dataset check CONFIG --dataset BAD", root).out()).contains("has 1 frame; a clip takes 8");
    }
}
