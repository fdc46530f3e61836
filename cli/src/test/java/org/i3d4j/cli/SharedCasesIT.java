package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The small inputs on which the product once failed, given to the program as it is unpacked. They lie beside the checkout; the
 * system property {@code cases} names their folder and asks for this.
 */
@EnabledIfSystemProperty(named = "cases", matches = ".+")
class SharedCasesIT {
    private static final Path LAUNCHER =
            Path.of("target", "i3d4j", "bin", "i3d").toAbsolutePath();
    private static final int MINUTES = 5;

    @TempDir
    private static Path shared;

    private static Path cases;
    private static Path config;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() throws IOException {
        cases = Path.of(System.getProperty("cases")).toAbsolutePath().normalize();
        assertThat(cases.resolve("README.md")).isRegularFile();
        assertThat(LAUNCHER).isExecutable();
        config = TinyModel.writeConfig(shared.resolve("tiny.yaml"));
    }

    private CommandRun run(Object... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private CommandRun run(Map<String, String> environment, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        return new CommandRun(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private CommandRun run(List<?> command, String... changes) throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(command);
        for (String change : changes) {
            arguments.addAll(List.of("--set", change));
        }
        return run(arguments.toArray());
    }

    private CommandRun train(String... changes) throws IOException, InterruptedException {
        return run(
                List.of("train", "--config", config, "--set", "train.ckpt_path=" + folder.resolve("trained")), changes);
    }

    /** The loss on the line that begins with {@code line}. */
    private static String loss(CommandRun run, String line) {
        String text = run.lines().stream()
                .filter(candidate -> candidate.startsWith(line))
                .findFirst()
                .orElseThrow();
        return text.replaceFirst(".*loss:? ", "").split(" ", 2)[0];
    }

    @Test
    void classNumbersDiffer() throws Exception {
        Path root = cases.resolve("class-numbers-differ/filelist");
        String[] lists = {
            "data_loader.train.dataset.path=" + root,
            "data_loader.train.dataset.type=FileList",
            "data_loader.train.dataset.list=lists/ours_train.txt",
            "data_loader.eval.dataset.type=FileList",
            "data_loader.eval.dataset.list=lists/ours_val.txt"
        };
        CommandRun trained = train(lists).succeeds();
        assertThat(trained.out()).contains("numbered as in training");

        Path best = folder.resolve("trained/best.safetensors");
        CommandRun measured = run(List.of("eval", "--config", config, "--checkpoint", best), lists)
                .succeeds();
        assertThat(loss(measured, "loss: ")).isEqualTo(loss(trained, "validation after epoch 1: "));
    }

    @Test
    void evalPathIgnoredInTraining() throws Exception {
        Path root = cases.resolve("eval-path-ignored-in-training");
        CommandRun run = train(
                        "model.num_classes=3",
                        "data_loader.train.dataset.path=" + root.resolve("A2"),
                        "data_loader.train.dataset.type=ClassFolders",
                        "data_loader.eval.dataset.type=ClassFolders",
                        "data_loader.eval.dataset.path=" + root.resolve("B2"))
                .succeeds();
        assertThat(run.lines()).anyMatch(line -> line.startsWith("val: ") && line.contains("/B2"));
    }

    @ParameterizedTest
    @CsvSource({"cf4, 10", "cf7, 3"})
    void filesSilentlyLeftOut(String name, int videos) throws Exception {
        Path root = cases.resolve("files-silently-left-out").resolve(name);
        assertThat(run("dataset", "check", root).succeeds().out())
                .contains("  " + videos + " videos can be read", "; 0 missing, 0 broken, ");
    }

    @Test
    void kineticsPunctuationFolders() throws Exception {
        Path root = cases.resolve("kinetics-punctuation-folders/tvk");
        assertThat(run("dataset", "check", root).succeeds().out())
                .contains("split train: 4 videos, 0 missing, 4 classes", "split val: 4 videos, 0 missing, 4 classes");
    }

    private CommandRun checkLabels(String... changes) throws IOException, InterruptedException {
        List<Object> check = new ArrayList<>(List.of("dataset", "check", config, "--dataset"));
        check.add(cases.resolve("multi-label-list/two-labels"));
        for (String side : List.of("train", "eval")) {
            check.addAll(List.of("--set", "data_loader." + side + ".dataset.type=FileList"));
        }
        return run(check, changes);
    }

    @Test
    void multiLabelList() throws Exception {
        CommandRun one = checkLabels();
        assertThat(one.exitCode()).isEqualTo(1);
        assertThat(one.out())
                .contains("; 2 faulty rows, 0 missing, ")
                .contains("train.txt: line 1: found '0 1'", "train.txt: line 2: found '1 2'")
                .contains("val.txt: line 1: found '0 1'", "val.txt: line 2: found '1 2'")
                .contains("data_loader.*.dataset.multi_label: true");

        checkLabels(
                        "model.num_classes=3",
                        "loss.type=SigmoidCrossEntropyWithLogits",
                        "data_loader.train.dataset.multi_label=true",
                        "data_loader.eval.dataset.multi_label=true")
                .succeeds();
    }

    @ParameterizedTest
    @CsvSource({"-1, running_var", "NaN, Conv3d_1a_7x7"})
    void nanWeights(float value, String tensor) throws Exception {
        StateDict weights = TinyModel.weights(ModelSettings.of(3, 2));
        Map<String, TensorData> tensors = new HashMap<>(weights.asMap());
        String name = tensors.keySet().stream()
                .filter(candidate -> candidate.contains(tensor))
                .sorted()
                .findFirst()
                .orElseThrow();
        TensorData whole = Objects.requireNonNull(tensors.get(name));
        float[] values = whole.toFloatArray();
        values[0] = value;
        tensors.put(name, TensorData.of(values, whole.shapeArray()));
        Path file = folder.resolve("bad.safetensors");
        SafetensorsWriter.write(file, Map.of(), tensors);
        Path video = TinyModel.video("five_frames.mp4", folder.resolve("video.mp4"));

        run("predict", "--checkpoint", file, video).failsWith(5, file.toString(), name);
    }

    @ParameterizedTest
    @CsvSource({"rx_edit.mp4, 48", "rx_noedit.mp4, 50", "avi2.mp4, 50"})
    void ptsEqualsDts(String name, int frames) throws Exception {
        CommandRun run = run(
                        "probe",
                        "--frames",
                        "all",
                        cases.resolve("pts-equals-dts").resolve(name))
                .succeeds();
        assertThat(run.out()).contains("frames      " + frames).doesNotContain("damage");
        assertThat(run.lines().stream().filter(line -> line.strip().startsWith("frame ") && line.contains("mean RGB")))
                .hasSize(frames);
    }

    @Test
    void terminalEscape() throws Exception {
        CommandRun run = run("info", cases.resolve("terminal-escape/s_esc.safetensors"));
        assertThat(run.out() + run.err()).contains("\\x1b").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void locale() throws Exception {
        run(Map.of("LANG", "en_US.UTF-8", "LC_ALL", "", "LC_CTYPE", ""), "probe", cases.resolve("locale/vidéo.mp4"))
                .succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"long_name.yaml", "nl_name.yaml", "nul_name.yaml"})
    void modelName(String name) throws Exception {
        run("train", "--config", cases.resolve("model-name").resolve(name), "--dataset", folder)
                .failsWith(3, "model_name");
    }
}
