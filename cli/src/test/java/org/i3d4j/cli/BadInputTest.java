package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user gets wrong: the exit code says the kind, the message what and where, and there is no stack trace. */
class BadInputTest {
    @TempDir
    private static Path shared;

    private static Path data;
    private static Path checkpoint;
    private static Path video;
    private static Path config;

    @TempDir
    private Path folder;

    private Path missing;
    private Path text;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        data = shared.resolve("data");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 12, 1), 2).write(data, (done, of) -> {});
        checkpoint = shared.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        video = TinyModel.video("counter_gop60_b3.mp4", shared.resolve("good.mp4"));
        config = TinyModel.writeConfig(shared.resolve("tiny.yaml"));
    }

    @BeforeEach
    void writeBadInput() throws IOException {
        missing = folder.resolve("missing");
        text = Files.writeString(folder.resolve("notes.mp4"), "not a video, not a checkpoint\n");
    }

    private CommandRun train(Object... more) {
        return run(List.of("train", "--config", config, "--set", "train.ckpt_path=" + folder.resolve("out")), more);
    }

    private static CommandRun eval(Object... more) {
        return run(List.of("eval", "--config", config, "--dataset", data), more);
    }

    private static CommandRun predict(Object... more) {
        return run(List.of("predict", "--checkpoint", checkpoint), more);
    }

    private static CommandRun run(List<?> first, Object... more) {
        List<Object> arguments = new ArrayList<>(first);
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray());
    }

    // Usage

    @Test
    void anUnknownOptionIsWrongUsage() {
        train("--colour=red").failsWith(2, "--colour");
        eval("--colour=red").failsWith(2, "--colour");
        predict("--colour=red", video).failsWith(2, "--colour");
        for (String command : List.of("info", "probe", "demo")) {
            CommandRun.of(command, "--colour=red", video).failsWith(2, "--colour");
        }
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        CommandRun.of("pedict").failsWith(2, "pedict", "predict");
    }

    @Test
    void whatIsRequiredIsNamed() {
        CommandRun.of("train").failsWith(2, "--config");
        CommandRun.of("predict", video).failsWith(2, "--checkpoint");
        predict().failsWith(2, "INPUT");
        predict("--top", 0, video).failsWith(2, "--top", "at least 1");
        predict("--precision", "fp8", video).failsWith(2, "--precision", "fp8");
    }

    // Configuration

    @Test
    void aConfigurationThatCantBeReadIsNamed() {
        CommandRun.of("train", "--config", missing).failsWith(3, missing.toString());
        CommandRun.of("eval", "--config", folder).failsWith(3, folder.toString());
    }

    @Test
    void everyMistakeInAConfigurationIsToldAtOnceWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), """
                learning_rate: {lr: 0.1}
                optimizer:
                  momentun: 0.9
                  weight_decay: -1
                train:
                  epochs: many
                data_loader:
                  train:
                    dataset: {split: train, batch_size: 0}
                """);

        CommandRun run = CommandRun.of("train", "--config", file, "--dataset", data, "--set", "train.sed=1");

        run.failsWith(
                3,
                file + ":3:3: unknown key 'optimizer.momentun'; did you mean 'momentum'?",
                file + ":4:17: 'optimizer.weight_decay'",
                file + ":6:11: 'train.epochs'",
                file + ":9:",
                "'data_loader.train.dataset.batch_size'",
                "--set train.sed");
    }

    @Test
    void moreClassesInTheDataThanInTheNetworkAreRefused() {
        train("--dataset", data, "--set", "model.num_classes=1").failsWith(3, "2 classes", "model.num_classes is 1");
    }

    @Test
    void anEvaluationWithoutACheckpointIsRefused() {
        eval().failsWith(3, "--checkpoint");
    }

    // Data set

    @Test
    void aDataSetThatIsNotThereIsNamed() {
        train("--dataset", missing).failsWith(4, missing.toString());
        train("--dataset", text).failsWith(4, text.toString());
        train("--dataset", folder).failsWith(4, "kinetics-400_train.csv");
    }

    @Test
    void anEmptyListIsRefused() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("kinetics-400_train.csv"), "label,youtube_id,time_start,time_end,split\n");
        Path videos = folder.resolve("train");
        train("--dataset", folder).failsWith(4, videos + ": no such folder");
        Files.createDirectory(videos);

        train("--dataset", folder).failsWith(4, csv + ": lists no videos");
    }

    @Test
    void aListWhoseVideosAreNotHereIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("kinetics-400_train.csv"),
                "label,youtube_id,time_start,time_end,split\nleft,abc,0,10,train\n");
        Files.createDirectory(folder.resolve("train"));

        train("--dataset", folder).failsWith(4, "none of the 1 videos", "abc_000000_000010");
    }

    @Test
    void aDataSetOfBrokenVideosIsRefused() throws IOException {
        for (String split : List.of("train", "val")) {
            Files.writeString(
                    folder.resolve("kinetics-400_" + split + ".csv"),
                    "label,youtube_id,time_start,time_end,split\nleft,abc,0,10," + split + "\n");
            Path clip = folder.resolve(split).resolve("left").resolve("abc_000000_000010.mp4");
            Files.createDirectories(clip.getParent());
            Files.copy(text, clip);
            Files.copy(text, folder.resolve(split).resolve("abc_000000_000010.mp4"));
        }

        train("--dataset", folder).failsWith(4, "1 of 1 listed videos can't be used", "abc_000000_000010.mp4");
        run(List.of("eval", "--config", config, "--dataset", folder, "--checkpoint", checkpoint))
                .failsWith(4, "abc_000000_000010.mp4");
    }

    // Checkpoints

    @Test
    void aCheckpointThatCantBeReadIsNamed() {
        for (Path bad : List.of(missing, folder, text)) {
            CommandRun.of("predict", "--checkpoint", bad, video).failsWith(5, bad.toString());
            CommandRun.of("info", bad).failsWith(5, bad.toString());
            eval("--checkpoint", bad).failsWith(5, bad.toString());
            train("--dataset", data, "--pretrained", bad).failsWith(5, bad.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-7, 1e-4, 0.5, 0.999})
    void aTruncatedCheckpointIsRefused(double share) throws IOException {
        Path cut = folder.resolve("cut.safetensors");
        try (var in = Files.newInputStream(checkpoint)) {
            Files.write(cut, in.readNBytes((int) (share * Files.size(checkpoint))));
        }

        CommandRun.of("predict", "--checkpoint", cut, video).failsWith(5, cut.toString());
    }

    @Test
    void aCheckpointOfAnotherShapeIsRefusedNamingTensorsAndShapes() {
        Path other = folder.resolve("other.safetensors");
        Map<String, TensorData> weights =
                new LinkedHashMap<>(TinyModel.weights(ModelSettings.of(3, 2)).asMap());
        weights.put("Mixed_3b.b0.conv3d.weight", TensorData.of(new float[64 * 100], 64, 100, 1, 1, 1));
        weights.remove("Mixed_5c.b0.bn.bias");
        SafetensorsWriter.write(other, Map.of(), weights);

        CommandRun.of("predict", "--checkpoint", other, video)
                .failsWith(
                        5,
                        "Mixed_3b.b0.conv3d.weight: found shape [64, 100, 1, 1, 1], expected [64, 192, 1, 1, 1]",
                        "Mixed_5c.b0.bn.bias: missing; expected shape [384]");
    }

    @Test
    void aCheckpointWithFewerClassesThanTheDataSetIsRefused() {
        Path one = folder.resolve("one.safetensors");
        SafetensorsWriter.write(
                one, Map.of(), TinyModel.weights(ModelSettings.of(3, 1)).asMap());

        eval("--checkpoint", one).failsWith(3, one.toString(), "has 1 classes, the data set 2");
    }

    // Devices

    @Test
    void cudaWhereThereIsNoneIsRefused() {
        TorchRuntime.load();
        assumeThat(torch.hasCUDA()).isFalse();

        predict("--device", "cuda", video).failsWith(7, "'cuda'", "no usable CUDA device");
        train("--dataset", data, "--device", "cuda:1").failsWith(7, "'cuda:1'");
        eval("--checkpoint", checkpoint, "--device", "cuda").failsWith(7, "'cuda'");
    }

    @Test
    void anUnknownDeviceIsRefused() {
        predict("--device", "toaster", video).failsWith(7, "unknown device 'toaster'", "cpu, cuda or cuda:N");
    }

    // Output

    @Test
    void aFileWhereTheOutputFolderShouldBeIsNamed() {
        CommandRun.of("train", "--config", config, "--dataset", data, "--set", "train.ckpt_path=" + text)
                .failsWith(8, text.toString());
        eval("--checkpoint", checkpoint, "--report", text).failsWith(8, text.toString());
        predict("--logits", text.resolve("logits.npy"), video).failsWith(8, text.toString());
        predict("--logits", folder, video).failsWith(8, folder.toString());
    }

    // Inputs of predict

    @Test
    void oneBadInputDoesNotStopTheOthers() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        Path soundOnly = TinyModel.video("audio_only.mp4", folder.resolve("sound.mp4"));
        Path flat = folder.resolve("flat.npy");
        NpyFile.write(flat, TensorData.of(new float[6], 2, 3));
        Path grey = folder.resolve("grey.npy");
        NpyFile.write(grey, TensorData.of(new float[8 * 32 * 32], 8, 32, 32, 1));

        CommandRun run = predict(missing, text, empty, nothing, soundOnly, flat, grey, video)
                .failsWith(
                        1,
                        missing.toString(),
                        text.toString(),
                        empty.toString(),
                        nothing + ": the folder has no video",
                        soundOnly.toString(),
                        flat + ": has shape [2, 3]",
                        grey + ": clips have 1 channels; the network takes 3");

        assertThat(run.err().lines()).hasSize(7).allMatch(line -> line.startsWith("i3d: "));
        assertThat(run.out()).startsWith(video + " (").contains("left", "right");
    }

    @Test
    void aBadInputIsAnObjectOfTheJsonToo() {
        CommandRun run = predict("--json", text, video).failsWith(1, text.toString());

        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(0)).startsWith("{\"file\":").contains("notes.mp4", "\"error\":");
    }

    @ParameterizedTest
    @CsvSource({"one, 1", "'one\ntwo\nthree\n', 3"})
    void labelsOfAnotherNumberAreRefused(String names, int found) throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.txt"), names);

        predict("--labels", labels, video).failsWith(4, labels + ": has " + found + " class names", "2 classes");
    }

    @Test
    void labelsThatAreNotThereAreNamed() {
        predict("--labels", missing, video).failsWith(4, missing.toString());
        predict("--labels", folder, video).failsWith(4, folder.toString());
    }

    // Traces

    @Test
    void verboseShowsWhereAnErrorArose() {
        CommandRun run = CommandRun.of("info", "-v", missing);

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("WeightsException", "\tat org.i3d4j.");
    }
}
