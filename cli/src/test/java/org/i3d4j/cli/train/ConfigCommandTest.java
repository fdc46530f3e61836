package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.config.file.ConfigReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = TinyModel.writeConfig(folder.resolve("tiny.yaml"));
    }

    @Test
    void printsEveryValueWithItsOrigin() {
        CommandRun run =
                CommandRun.of("config", config, "--set", "train.seed=7").succeeds();

        assertThat(run.lines())
                .contains(
                        "model_name: tiny # " + config + ":1",
                        "  seed: 7 # --set train.seed",
                        "  bn_eps: 0.001 # default",
                        "  max_epoch: 1 # same as train.epochs");
    }

    @Test
    void whatItPrintsLoadsToTheSame() throws IOException {
        CommandRun first = CommandRun.of("config", config, "--plain").succeeds();
        Path printed = Files.writeString(
                folder.resolve("printed.yaml"),
                CommandRun.of("config", config).succeeds().out());

        assertThat(CommandRun.of("config", printed, "--plain").succeeds().out()).isEqualTo(first.out());
    }

    @Test
    void tellsAllErrorsAtOnce() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "train: {epochs: no}\nlearning_rat: {lr: 1}\n");

        CommandRun.of("config", wrong)
                .failsWith(3, wrong + ":1:17", wrong + ":2:1: unknown key 'learning_rat'", "missing key");
    }

    @Test
    void saysWhichToolAConfigurationIsFrom() throws IOException {
        Path python = Files.writeString(folder.resolve("i3d.txt"), "model = dict(type='Recognizer3D')\n");

        CommandRun.of("config", python).failsWith(3, python + ": is a Python config, as mmaction2 has them");
        CommandRun.of("config", folder).failsWith(3, folder + ": is a folder");
    }

    @Test
    void printsTheReferenceWithoutAConfiguration() {
        assertThat(CommandRun.of("config", "--reference").succeeds().out()).isEqualTo(ConfigReference.markdown());
        CommandRun.of("config").failsWith(2, "CONFIG", "--reference");
        CommandRun.of("config", "--reference", "extra.yaml").failsWith(2, "--reference", "takes no CONFIG");
    }
}
