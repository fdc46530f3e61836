package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignConfigTest {
    @TempDir
    private Path folder;

    private void refuses(String name, String text, String... told) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);

        assertThatThrownBy(() -> ConfigFile.load(file, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(told)
                .hasMessageContaining("configs/i3d_rgb.yaml")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_base_ = ['../../_base_/models/i3d_r50.py']\n",
                "# dataset settings\ndataset_type = 'VideoDataset'\nmodel = dict(\n    type='Recognizer3D')\n",
                "from mmengine.config import read_base\n",
                "import os\nlr = 0.1\n"
            })
    void recognizesPythonWhateverItsName(String python) throws IOException {
        refuses("i3d.py", python, "is a Python config, as mmaction2 has them");
        refuses("i3d.yaml", python, "is a Python config, as mmaction2 has them");
    }

    @Test
    void recognizesPySlowFast() throws IOException {
        refuses("I3D_8x8_R50.yaml", """
                TRAIN:
                  ENABLE: True
                  DATASET: kinetics
                DATA:
                  NUM_FRAMES: 8
                SOLVER:
                  BASE_LR: 0.1
                """, ":1:1: this looks like a PySlowFast config");
    }

    @Test
    void recognizesTorchtuneAndHydra() throws IOException {
        refuses("a.yaml", "seed: 1\nmodel:\n  _component_: torchtune.models.x\n", ":3:3:", "torchtune");
        refuses("b.yaml", "train:\n  callbacks:\n    - _target_: x.Y\n", ":3:7:", "Hydra");
        refuses("c.yaml", "defaults:\n  - model: i3d\n  - _self_\n", ":1:1:", "Hydra", "base_config");
    }

    @Test
    void oneKeyInCapitalsIsAnUnknownKey() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "MODEL: {}\n" + ConfigTexts.MINIMAL);

        assertThatThrownBy(() -> ConfigFile.load(file, List.of()))
                .hasMessage(file + ":1:1: unknown key 'MODEL'; did you mean 'model'?");
    }

    @Test
    void recognizesThemAsBaseFilesToo() throws IOException {
        Files.writeString(folder.resolve("base.yaml"), "model = dict(type='Recognizer3D')\n");
        Path top = Files.writeString(folder.resolve("top.yaml"), "base_config: base.yaml\n" + ConfigTexts.MINIMAL);

        assertThatThrownBy(() -> ConfigFile.load(top, List.of()))
                .hasMessageStartingWith(folder.resolve("base.yaml") + ": is a Python config");
    }

    @Test
    void refusesABinaryFileAndAnEmptyOne() throws IOException {
        Path binary = Files.write(folder.resolve("model.ckpt"), new byte[] {'P', 'K', 3, 4, 0, 0, (byte) 0xff});
        Path empty = Files.createFile(folder.resolve("empty.yaml"));

        assertThatThrownBy(() -> ConfigFile.load(binary, List.of()))
                .hasMessageStartingWith(binary + ": is a binary file; a configuration is YAML");
        assertThatThrownBy(() -> ConfigFile.load(empty, List.of())).hasMessageStartingWith(empty + ": is empty");
    }

    @Test
    void refusesAFileThatMayNotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("secret.yaml"), ConfigTexts.MINIMAL);
        assumeFalse(file.toFile().setReadable(false) && Files.isReadable(file), "this user may read everything");

        assertThatThrownBy(() -> ConfigFile.load(file, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": can't be read: no permission");
    }
}
