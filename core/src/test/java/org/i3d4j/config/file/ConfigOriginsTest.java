package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigOriginsTest {
    @TempDir
    private Path folder;

    private Path base;
    private Path top;

    @BeforeEach
    void writeFiles() throws IOException {
        base = Files.writeString(folder.resolve("base.yaml"), "learning_rate:\n  lr: 0.5\n  lr_epochs: [1, 2]\n");
        top = Files.writeString(folder.resolve("top.yaml"), """
                base_config: base.yaml
                train: {epochs: 7}
                data_loader:
                  eval:
                    map:
                      operations:
                        - type: VideoCenterCrop
                        - {type: VideoToTensor}
                """);
    }

    private List<String> lines(String... overrides) {
        return ConfigFile.load(top, List.of(overrides))
                .yamlWithOrigins()
                .lines()
                .toList();
    }

    @Test
    void saysOfEveryValueWhereItCameFrom() {
        assertThat(lines("model.num_classes=8", "optimizer={momentum: 0.5}"))
                .contains(
                        "  num_classes: 8 # the override of model.num_classes",
                        "  in_channel: 3 # default",
                        "  lr: 0.5 # " + base + ":2",
                        "  lr_epochs: [1, 2] # " + base + ":3",
                        "  max_epoch: 7 # same as train.epochs",
                        "  t_max: 7 # same as train.epochs",
                        "  momentum: 0.5 # the override of optimizer",
                        "  weight_decay: 0.0 # default",
                        "  epochs: 7 # " + top + ":2");
    }

    @Test
    void saysItOfElementsOfLists() {
        assertThat(lines("data_loader.train.map.operations.1.size=64", "learning_rate.lr_epochs.1=3"))
                .contains(
                        "          size: [64, 64] # the override of data_loader.train.map.operations.1.size",
                        "        - type: VideoRandomCrop # default",
                        "        - type: VideoCenterCrop # " + top + ":7",
                        "          size: [224, 224] # default",
                        "  lr_epochs: [1, 3] # " + base + ":3, the override of learning_rate.lr_epochs.1");
    }

    @Test
    void everyLineWithAValueHasAnOrigin() {
        assertThat(lines()).allMatch(line -> line.endsWith(":") || line.contains(" # "));
    }

    @Test
    void theAnnotatedTextLoadsToTheSameConfiguration() {
        LoadedConfig first = ConfigFile.load(top, List.of("model_name='a # b'", "train.pretrained_model='0012'"));

        LoadedConfig second = ConfigFile.parse(first.yamlWithOrigins(), "second", List.of());

        assertThat(second.config()).isEqualTo(first.config());
        assertThat(second.yaml()).isEqualTo(first.yaml());
    }
}
