package org.i3d4j.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.text.Counted;
import org.i3d4j.text.Printable;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs of predict and probe that are no videos, or short ones, or have odd names. */
class BadVideoTest {
    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    private Path text;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
    }

    @BeforeEach
    void writeBadInput() throws IOException {
        text = Files.writeString(folder.resolve("notes.mp4"), "not a video, not a checkpoint\n");
    }

    private CommandRun run(String line, Path bad) {
        return good.run(line, Map.of("OUT", folder.resolve("out"), "BAD", bad));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probe BAD",
                "predict --checkpoint CKPT BAD",
                "predict --checkpoint CKPT --window 8 BAD",
                "predict --checkpoint CKPT --annotate OUT BAD",
                "predict --checkpoint CKPT --live BAD"
            })
    void whatIsNoVideoIsNamed(String line) throws IOException {
        Path missing = folder.resolve("missing.mp4");
        run(line, missing).failsWith(4, missing + ": no such ");
        run(line, text).failsWith(4, text + ": can't be read as video", "mov,matroska");
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        run(line, empty).failsWith(4, empty + ": ");
        Path binary = Files.write(folder.resolve("binary.mp4"), new byte[] {1, 2, 3, 0, -1, -2, 7});
        run(line, binary).failsWith(4, binary + ": ");
        run(line, good.checkpoint()).failsWith(4, good.checkpoint() + ": ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aFolderIsNoVideo() throws IOException {
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        run("probe BAD", nothing).failsWith(4, nothing + ": is a folder; expected a video file");
        run("predict --checkpoint CKPT BAD", nothing)
                .failsWith(4, nothing + ": the folder has no video, .npy file or folder of frames");
        run("predict --checkpoint CKPT --live BAD", nothing).failsWith(4, nothing + ": is a folder");
        run("predict --checkpoint CKPT --annotate OUT BAD", nothing).failsWith(2, "one video at a time");
    }

    @Test
    void linksInACircleAreWalkedOnce() throws IOException {
        Path circle = Files.createDirectory(folder.resolve("circle"));
        Files.createSymbolicLink(circle.resolve("self"), circle);
        run("predict --checkpoint CKPT BAD", circle)
                .failsWith(4, circle + ": the folder has no video, .npy file or folder of frames");
        Path one = folder.resolve("one.mp4");
        Path two = Files.createSymbolicLink(folder.resolve("two.mp4"), one);
        Files.createSymbolicLink(one, two);
        run("predict --checkpoint CKPT BAD", one).failsWith(4, one + ": no such file");
        run("probe BAD", one).failsWith(4, one + ": no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-dash.mp4", "sp ace.mp4", "two\nlines.mp4", "視頻 é.mp4", "%s {0} $HOME.mp4"})
    void aNameIsNothingButAName(String name) throws IOException {
        Path video = TinyModel.video("one_frame.mp4", folder.resolve(name));

        assertThat(run("predict --checkpoint CKPT BAD", video).succeeds().out())
                .startsWith(Printable.line(video.toString()) + " (1 frame)");
        assertThat(run("probe BAD", video).succeeds().out()).startsWith(Printable.line(video.toString()));
    }

    @Test
    void oneBadInputDoesNotStopTheOthers() throws IOException {
        Path soundOnly = TinyModel.video("audio_only.mp4", folder.resolve("sound.mp4"));
        Path flat = folder.resolve("flat.npy");
        NpyFile.write(flat, TensorData.of(new float[6], 2, 3));
        Path grey = folder.resolve("grey.npy");
        NpyFile.write(grey, TensorData.of(new float[8 * 32 * 32], 8, 32, 32, 1));

        CommandRun run = CommandRun.of(
                        "predict", "--checkpoint", good.checkpoint(), text, soundOnly, flat, grey, good.video())
                .failsWith(
                        1,
                        text.toString(),
                        soundOnly.toString(),
                        flat + ": has shape [2, 3]",
                        grey + ": has frames of 1 channel; the model takes 3 channels (RGB), model.in_channel: 3");

        assertThat(run.err().lines()).hasSize(4).allMatch(line -> line.startsWith("i3d: "));
        assertThat(run.out()).startsWith(good.video() + " (").contains("left", "right");
    }

    @Test
    void aBadInputIsAnObjectOfTheJsonToo() {
        CommandRun run = run("predict --checkpoint CKPT --json BAD VIDEO", text).failsWith(1, text.toString());

        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(0)).startsWith("{\"file\":").contains("notes.mp4", "\"error\":");
    }

    @Test
    void aVideoShorterThanTheClipOrTheWindowIsRepeated() throws IOException {
        Path one = TinyModel.video("one_frame.mp4", folder.resolve("one.mp4"));

        assertThat(run("predict --checkpoint CKPT BAD", one).succeeds().out()).contains("(1 frame)");
        assertThat(run("predict --checkpoint CKPT --window 8 BAD", one)
                        .succeeds()
                        .out())
                .contains("(1 frame");
        run("predict --checkpoint CKPT --window 0.001s BAD", one)
                .failsWith(6, one + ": a window of 1 frame; the network needs at least 8");
    }

    @ParameterizedTest
    @CsvSource({"one, 1", "'one\ntwo\nthree\n', 3"})
    void labelsOfAnotherNumberAreRefused(String names, int found) throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.txt"), names);

        run("predict --checkpoint CKPT --labels BAD VIDEO", labels)
                .failsWith(4, labels + ": has " + Counted.of(found, "class name") + ", one a line", "2 classes");
    }

    @Test
    void labelsThatAreNotThereAreNamed() {
        Path missing = folder.resolve("missing");
        run("predict --checkpoint CKPT --labels BAD VIDEO", missing).failsWith(4, missing.toString());
        run("predict --checkpoint CKPT --labels BAD VIDEO", folder).failsWith(4, folder.toString());
    }
}
