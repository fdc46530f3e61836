package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts of the reference system's names, over an i3d that prints its arguments. */
class ScriptsTest {
    @TempDir
    private Path home;

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the scripts are for a POSIX shell");
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        for (String name : List.of(
                "training.sh", "run_standalone_train.sh", "run_distribute_train.sh", "run_standalone_eval.sh")) {
            Files.copy(Path.of("../scripts").resolve(name), scripts.resolve(name));
        }
        Path i3d = Files.createDirectories(home.resolve("bin")).resolve("i3d");
        Files.writeString(i3d, "#!/bin/sh\necho \"${CUDA_VISIBLE_DEVICES:+on $CUDA_VISIBLE_DEVICES: }$@\"\n");
        assertThat(i3d.toFile().setExecutable(true)).isTrue();
        Files.createFile(home.resolve("a b.yaml"));
        Files.createFile(home.resolve("model.ckpt"));
        Files.createDirectories(home.resolve("videos"));
    }

    private record Run(int exitCode, String said) {}

    private Run run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "scripts/" + script));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().remove("CUDA_VISIBLE_DEVICES");
        builder.environment().merge("PATH", home.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), said);
    }

    private String log(String file) {
        Path log = home.resolve(file);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(log) && Files.size(log) > 0);
        try {
            return Files.readString(log).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void trainsWithTheConfigAndTheWeights() throws IOException, InterruptedException {
        Run run = run("run_standalone_train.sh", "a b.yaml", "model.ckpt");

        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(log("train/train.log"))
                .isEqualTo("train --config a b.yaml --set train.ckpt_path=train/ckpt --pretrained model.ckpt"
                        + " --log-format reference");
        assertThat(home.resolve("train/ckpt")).isDirectory();
    }

    @Test
    void trainsFromRandomWeightsWithoutAny() throws IOException, InterruptedException {
        assertThat(run("run_standalone_train.sh", "a b.yaml").exitCode()).isZero();
        assertThat(log("train/train.log")).doesNotContain("--pretrained");
    }

    @Test
    void trainsWithSeveralProcesses() throws IOException, InterruptedException {
        Run run = run("run_distribute_train.sh", "2", "0,3,5", "a b.yaml", "model.ckpt");

        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(log("train/train.log"))
                .isEqualTo("on 0,3,5: launch --nproc 2 train --config a b.yaml --device cpu"
                        + " --set train.ckpt_path=train/ckpt --pretrained model.ckpt --log-format reference");
    }

    @ParameterizedTest
    @CsvSource({"true, GPU 0: Some Device, cuda", "true, No devices were found, cpu", "false, GPU 0: Some Device, cpu"})
    void trainsOnCudaWhereBuildAndMachineHaveIt(boolean built, String found, String device)
            throws IOException, InterruptedException {
        Path libraries = Files.createDirectories(home.resolve("lib"));
        Files.createFile(libraries.resolve("pytorch-2.10.0-linux-x86_64" + (built ? "-gpu.jar" : ".jar")));
        Path tool = Files.createDirectories(home.resolve("tools")).resolve("nvidia-smi");
        Files.writeString(tool, "#!/bin/sh\necho '" + found + "'\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        Run run = run("run_distribute_train.sh", "1", "0", "a b.yaml");

        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(log("train/train.log")).contains(" --device " + device + " ").doesNotContain("--pretrained");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 0,1|Usage: bash scripts/run_distribute_train.sh [DEVICE_NUM] [VISIBLE_DEVICES(0,1,2,3,4,5,6,7)]"
                        + " [config_file] [pretrained_model]",
                "two 0,1 model.ckpt|error: DEVICE_NUM=two is not a number of devices",
                "0 0,1 model.ckpt|error: DEVICE_NUM=0 is not a number of devices",
                "2 0,,1 model.ckpt|error: VISIBLE_DEVICES=0,,1 is not a list of devices as 0,1,2",
                "3 0,1 model.ckpt|error: VISIBLE_DEVICES=0,1 names fewer than DEVICE_NUM=3 devices",
                "2 0,1 none.yaml|error: config_file=none.yaml is not a file",
                "2 0,1 model.ckpt none|error: pretrained_model=none is not a file"
            })
    void saysWhatIsWrongWithTheProcesses(String arguments, String told) throws IOException, InterruptedException {
        assertThat(run("run_distribute_train.sh", arguments.split(" ", -1))).isEqualTo(new Run(1, told + "\n"));
        assertThat(home.resolve("train")).doesNotExist();
    }

    @Test
    void evaluatesOnTheDevice() throws IOException, InterruptedException {
        Run run = run("run_standalone_eval.sh", "GPU", "a b.yaml", "model.ckpt", "videos");

        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(log("eval/eval.log"))
                .isEqualTo("eval --device cuda --config a b.yaml --checkpoint model.ckpt --dataset videos"
                        + " --log-format reference");
    }

    @Test
    void saysWhatIsWrongWithTheArguments() throws IOException, InterruptedException {
        assertThat(run("run_standalone_train.sh"))
                .isEqualTo(
                        new Run(1, "Usage: bash scripts/run_standalone_train.sh [config_file] [pretrained_model]\n"));
        assertThat(run("run_standalone_train.sh", "none.yaml", "model.ckpt"))
                .isEqualTo(new Run(1, "error: config_file=none.yaml is not a file\n"));
        assertThat(run("run_standalone_eval.sh", "GPU", "a b.yaml", "model.ckpt")
                        .said())
                .isEqualTo("Usage: bash scripts/run_standalone_eval.sh [device] [config] [load_ckpt] [dataset_dir]\n");
        assertThat(run("run_standalone_eval.sh", "TPU", "a b.yaml", "model.ckpt", "videos"))
                .isEqualTo(new Run(1, "error: device=TPU is not one of GPU, CPU\n"));
        assertThat(run("run_standalone_eval.sh", "CPU", "a b.yaml", "model.ckpt", "none"))
                .isEqualTo(new Run(1, "error: dataset_dir=none is not a directory\n"));
        assertThat(home.resolve("train")).doesNotExist();
        assertThat(home.resolve("eval")).doesNotExist();
    }

    @Test
    void touchesNoEarlierRun() throws IOException, InterruptedException {
        Files.createFile(Files.createDirectories(home.resolve("train/ckpt")).resolve("i3d-1_2.safetensors"));

        for (Run run : List.of(
                run("run_standalone_train.sh", "a b.yaml"), run("run_distribute_train.sh", "2", "0,1", "a b.yaml"))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.said()).contains("train/ckpt holds checkpoints of an earlier run", "--resume");
        }
    }
}
