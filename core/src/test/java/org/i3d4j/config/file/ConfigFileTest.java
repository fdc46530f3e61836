package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.config.file.ConfigTexts.MINIMAL;
import static org.i3d4j.config.file.ConfigTexts.config;
import static org.i3d4j.config.file.ConfigTexts.errors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.config.DataLoaderConfig;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.LearningRateConfig;
import org.i3d4j.config.OptimizerType;
import org.i3d4j.config.SplitConfig;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFileTest {
    @TempDir
    private Path folder;

    /** The configs that come with the program, two folders up from the module. */
    static List<Path> ownConfigs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "configs"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("ownConfigs")
    void loadsOurConfigsWithoutWarningAndEachIsHeadedByItsCommand(Path file) throws IOException {
        assertThat(ConfigFile.load(file, List.of()).warnings()).isEmpty();
        assertThat(Files.readAllLines(file).get(0))
                .startsWith("# ./i3d train --config configs/" + file.getFileName() + " --dataset DIR");
    }

    @Test
    void ourRgbConfigHasThePublishedValues() {
        I3dConfig ours = ConfigFile.load(Path.of("..", "configs", "i3d_rgb.yaml"), List.of())
                .config();
        I3dConfig published = config(ConfigTexts.published());

        assertThat(ours.learningRate()).isEqualTo(published.learningRate());
        assertThat(ours.model()).isEqualTo(published.model());
        assertThat(ours.dataLoader().train().map())
                .isEqualTo(published.dataLoader().train().map());
        assertThat(ours.dataLoader().eval().map())
                .isEqualTo(published.dataLoader().eval().map());
    }

    @Test
    void aFewKeysAreEnough() {
        I3dConfig config = config(MINIMAL);
        DataLoaderConfig published = config(ConfigTexts.published()).dataLoader();

        assertThat(config.train().epochs()).isEqualTo(3);
        assertThat(config.model().toSettings()).isEqualTo(ModelSettings.of(3, 400));
        assertThat(config.dataLoader().train().map())
                .isEqualTo(published.train().map());
        assertThat(config.dataLoader().eval().map()).isEqualTo(published.eval().map());
        assertThat(config.dataLoader().eval().dataset().split()).isEqualTo("val");
        assertThat(config.dataLoader().eval().dataset().shuffle()).isFalse();
    }

    @Test
    void whatASplitLeavesOutComesFromItsDefault() {
        SplitConfig eval = config(MINIMAL + "data_loader: {eval: {dataset: {seq: 32}}}")
                .dataLoader()
                .eval();

        assertThat(eval.dataset().seq()).isEqualTo(32);
        assertThat(eval.dataset().split()).isEqualTo("val");
        assertThat(eval.map().operations()).hasSize(3);
    }

    @Test
    void theScheduleSpansTheEpochsUnlessTold() {
        LearningRateConfig bySet = config(MINIMAL, "train.epochs=7").learningRate();
        LearningRateConfig byKey = config(MINIMAL, "learning_rate.max_epoch=5").learningRate();

        assertThat(bySet.maxEpoch()).isEqualTo(7);
        assertThat(bySet.tMax()).isEqualTo(7);
        assertThat(byKey.tMax()).isEqualTo(5);
    }

    @Test
    void overridesReachKeysListsAndDefaults() {
        I3dConfig config = config(
                MINIMAL,
                "data_loader.train.map.operations.1.size=[64, 48]",
                "data_loader.eval.map.operations.1.size=112",
                "optimizer={type: AdamW, weight_decay: 0.01}",
                "model_name=motion",
                "model_name=motion 2");

        assertThat(config.dataLoader().train().map().operations().get(1)).isEqualTo(new VideoRandomCrop(64, 48));
        assertThat(config.dataLoader().eval().map().operations().get(1)).isEqualTo(new VideoCenterCrop(112, 112));
        assertThat(config.optimizer().type()).isEqualTo(OptimizerType.ADAMW);
        assertThat(config.modelName()).isEqualTo("motion 2");
    }

    @Test
    void overridesThatLeadNowhereAreErrors() {
        assertThat(errors(
                        MINIMAL,
                        "data_loader.train.map.operations.4.size=1",
                        "train.epochs.first=1",
                        "train..epochs=1",
                        "model_name=[1"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .isEqualTo("the override of data_loader.train.map.operations.4.size: "
                                        + "'data_loader.train.map.operations' is a list of 4 elements, 0 to 3;"
                                        + " it has no '4'"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "the override of train.epochs.first: 'train.epochs' is a single value and has no"
                                                + " 'first'"),
                        line -> assertThat(line).startsWith("the override of train..epochs: has to be key.path=value"),
                        line -> assertThat(line).startsWith("the override of model_name: not YAML"));
    }

    @Test
    void theResolvedYamlLoadsToTheSameConfigWithoutWarning() {
        for (String yaml : List.of(
                MINIMAL, ConfigTexts.published(), MINIMAL + "eval: {pretrained_model: \"4'\\\"#: \\u00e4\\n\"}")) {
            LoadedConfig first = ConfigFile.parse(yaml, "first", List.of("train.pretrained_model='0012'"));
            LoadedConfig second = ConfigFile.parse(first.yaml(), "second", List.of());

            assertThat(second.config()).isEqualTo(first.config());
            assertThat(second.warnings()).isEmpty();
            assertThat(second.yaml()).isEqualTo(first.yaml());
        }
    }

    @Test
    void theResolvedYamlReadsWell() {
        assertThat(ConfigFile.parse(MINIMAL, "test.yaml", List.of()).yaml())
                .startsWith("model_name: i3d\ncontext:\n  mode: 0\n  device_target: CPU\ndataset_sink_mode: false\n")
                .contains("      operations:\n        - type: VideoResize\n          size: [256, 256]\n");
    }

    @Test
    void laysFilesOverTheirBases() throws IOException {
        write("a.yaml", "model_name: a\nlearning_rate: {lr: 1, eta_min: 0.5}\n");
        write("sub/b.yaml", "base_config: ../c.yaml\nmodel_name: b\nlearning_rate: {lr: 2, lr_epochs: [1, 2]}\n");
        write("c.yaml", "model_name: c\nmodel: {num_classes: 5}\n");
        Path top = write("top.yaml", """
                base_config: [a.yaml, sub/b.yaml]
                train: {epochs: 2}
                learning_rate: {lr_epochs: [4]}
                data_loader:
                  eval: {map: {operations: [{type: VideoShortEdgeResize, size: 64}, {type: VideoToTensor}]}}
                """);

        I3dConfig config = ConfigFile.load(top, List.of()).config();

        assertThat(config.modelName()).isEqualTo("b");
        assertThat(config.model().numClasses()).isEqualTo(5);
        assertThat(config.learningRate().lr()).isEqualTo(2);
        assertThat(config.learningRate().etaMin()).isEqualTo(0.5);
        assertThat(config.learningRate().lrEpochs()).containsExactly(4);
        assertThat(config.dataLoader().eval().map().operations().get(0))
                .isEqualTo(new VideoShortEdgeResize(64, Interpolation.AREA));
    }

    @Test
    void namesTheBaseFileThatAnErrorIsIn() throws IOException {
        Path base = write("base.yaml", "\nmodel: {num_classes: x}\n");
        Path top = write("top.yaml", "base_config: base.yaml\n" + MINIMAL);

        assertThatThrownBy(() -> ConfigFile.load(top, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(base + ":2:22: 'model.num_classes' has to be an integer");
    }

    @Test
    void refusesBasesInACircleMissingAndMalformed() throws IOException {
        Path circle = write("one.yaml", "base_config: two.yaml\n" + MINIMAL);
        Path second = write("two.yaml", "base_config: one.yaml\n");
        Path missing = write("missing.yaml", "base_config: [none.yaml]\n" + MINIMAL);
        Path malformed = write("malformed.yaml", "base_config: {a: 1}\n" + MINIMAL);

        assertThatThrownBy(() -> ConfigFile.load(circle, List.of()))
                .hasMessage(second + ":1:14: 'base_config' names 'one.yaml', which inherits from this file in turn");
        assertThatThrownBy(() -> ConfigFile.load(missing, List.of()))
                .hasMessageStartingWith(missing + ":1:15: 'base_config' names 'none.yaml', which doesn't exist");
        assertThatThrownBy(() -> ConfigFile.load(malformed, List.of()))
                .hasMessage(malformed + ":1:14: 'base_config' has to be a file name or a list of them");
        assertThat(errors("base_config: a.yaml\n" + MINIMAL))
                .containsExactly("test.yaml:1:14: 'base_config' works only in a file; this text has no folder");
    }

    @Test
    void refusesBasesThatMultiply() throws IOException {
        for (int i = 0; i < 10; i++) {
            write(i + ".yaml", "base_config: [" + (i + 1) + ".yaml, " + (i + 1) + ".yaml]\n");
        }
        write("10.yaml", MINIMAL);

        assertThatThrownBy(() -> ConfigFile.load(folder.resolve("0.yaml"), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("one more than the 64 files allowed");
    }

    @Test
    void refusesWhatIsNoYamlFile() throws IOException {
        Path python = write("i3d_r50.py", "model = dict(type='Recognizer3D')\n");

        assertThatThrownBy(() -> ConfigFile.load(python, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("i3d_r50.py: is a Python config, as mmaction2 has them; i3d4j reads YAML");
        assertThatThrownBy(() -> ConfigFile.load(folder.resolve("none.yaml"), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.yaml: no such configuration file");
        assertThatThrownBy(() -> ConfigFile.load(folder, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(": is a folder; expected a configuration file");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
