package org.i3d4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that are none, are another tool's, or don't fit. */
class BadConfigTest {
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
        return good.run(line, Map.of("OUT", folder.resolve("out"), "BAD", bad));
    }

    /** By every command that takes one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config BAD --dataset DATA",
                "eval --config BAD --dataset DATA --checkpoint CKPT",
                "config BAD",
                "plot schedule BAD --out OUT",
                "dataset check BAD --dataset DATA",
                "dataset show BAD --dataset DATA --out OUT",
                "dataset cache BAD --dataset DATA --out OUT"
            })
    void whatIsNoConfigurationIsNamed(String line) throws IOException {
        Path missing = folder.resolve("missing.yaml");
        run(line, missing).failsWith(3, missing + ": no such configuration file");
        Path empty = Files.createFile(folder.resolve("empty.yaml"));
        run(line, empty).failsWith(3, empty + ": is empty", "train.epochs");
        Path text = Files.writeString(folder.resolve("notes.txt"), "remember the milk\n");
        run(line, text).failsWith(3, text + ":1:1: expected sections");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', 0, 1, (byte) 0xff});
        run(line, binary).failsWith(3, binary + ": is a binary file", "YAML");
        run(line, good.checkpoint()).failsWith(3, good.checkpoint() + ": ");
        Path python = Files.writeString(folder.resolve("slowonly_r50.py"), """
                _base_ = ['../../_base_/models/slowonly_r50.py']
                model = dict(type='Recognizer3D', cls_head=dict(num_classes=400))
                """);
        run(line, python).failsWith(3, python + ": is a Python config, as mmaction2 has them", "configs/i3d_rgb.yaml");
    }

    /** The other commands take a folder too, of a data set. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config BAD --dataset DATA",
                "eval --config BAD --dataset DATA --checkpoint CKPT",
                "config BAD",
                "plot schedule BAD --out OUT",
                "dataset show BAD --dataset DATA --out OUT"
            })
    void aFolderIsNamed(String line) {
        run(line, folder).failsWith(3, folder + ": is a folder; expected a configuration file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config BAD --dataset DATA --set train.sed=1",
                "eval --config BAD --dataset DATA --checkpoint CKPT --set train.sed=1",
                "config BAD --set train.sed=1"
            })
    void everyMistakeIsToldAtOnceWithItsPlace(String line) throws IOException {
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
                """, StandardCharsets.UTF_8);

        run(line, file)
                .failsWith(
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
        run("train --config CONFIG --dataset DATA --set model.num_classes=1", folder)
                .failsWith(3, "2 classes", "model.num_classes is 1");
    }

    @Test
    void anEvaluationWithoutACheckpointIsRefused() {
        run("eval --config CONFIG --dataset DATA", folder).failsWith(3, "--checkpoint");
    }
}
