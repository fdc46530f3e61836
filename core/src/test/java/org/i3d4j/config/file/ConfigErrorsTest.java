package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.i3d4j.config.file.ConfigTexts.MINIMAL;
import static org.i3d4j.config.file.ConfigTexts.config;
import static org.i3d4j.config.file.ConfigTexts.errors;

import java.util.List;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.LrFactorConfig;
import org.i3d4j.config.LrScheduler;
import org.i3d4j.config.OptimizerConfig;
import org.i3d4j.config.OptimizerType;
import org.i3d4j.config.TrainConfig.BatchNormFreezing;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigErrorsTest {
    private static final String LONG =
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                    + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String LONG_IN_UTF8 =
            "ééééééééééééééééééééééééééééééééééééééééééééé" + "éééééééééééééééééééééééééééééééééééééééééééééé";

    @Test
    void namesAllProblemsAtOnceInTheOrderOfTheFile() {
        String yaml = """
                model:
                  num_classes: many
                learning_rate:
                  lr: -1
                optimizer:
                  momentun: 0.9
                  weight_decay: "0.0004"
                trian: {epochs: 3}
                """;

        assertThat(errors(yaml))
                .containsExactly(
                        "test.yaml:1:1: missing key 'train.epochs': passes over the training split",
                        "test.yaml:2:16: 'model.num_classes' has to be an integer of at most 32 bits, found 'many'",
                        "test.yaml:4:7: 'learning_rate.lr' is -1.0; it has to be above 0",
                        "test.yaml:6:3: unknown key 'optimizer.momentun'; did you mean 'momentum'?",
                        "test.yaml:7:17: 'optimizer.weight_decay' has to be a finite number, found the text"
                                + " \"0.0004\" (remove the quotes)",
                        "test.yaml:8:1: unknown key 'trian'; did you mean 'train'?");
    }

    @Test
    void placesAMissingKeyAtItsSection() {
        assertThat(errors("train:\n  epochs: 3\nlearning_rate:\n  eta_min: 0\n"))
                .containsExactly("test.yaml:3:1: missing key 'learning_rate.lr': learning rate that the warm-up ends at"
                        + " and the schedule starts from");
    }

    @Test
    void saysWhereAKeyBelongsThatIsKnownElsewhere() {
        assertThat(errors(MINIMAL + "data_loader: {train: {batch_size: 8}}"))
                .containsExactly("test.yaml:3:23: unknown key 'data_loader.train.batch_size'; did you mean"
                        + " 'data_loader.train.dataset.batch_size'?");
        assertThat(errors(MINIMAL + "num_classes: 8"))
                .containsExactly("test.yaml:3:1: unknown key 'num_classes'; did you mean 'model.num_classes'?");
        assertThat(errors(MINIMAL + "eval: {batch_size: 8}"))
                .singleElement()
                .asString()
                .endsWith("did you mean 'data_loader.eval.dataset.batch_size'?");
    }

    @Test
    void listsTheKnownKeysWhereNoneIsNear() {
        assertThat(errors(MINIMAL + "context: {type: I3D}"))
                .containsExactly("test.yaml:3:11: unknown key 'context.type'; known here: mode, device_target");
        assertThat(errors(MINIMAL + "eval: {checkpoint_interval: 8}"))
                .containsExactly(
                        "test.yaml:3:8: unknown key 'eval.checkpoint_interval'; known here: pretrained_model, average");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "optimizer.momentum=1.5     | 'optimizer.momentum' is 1.5; it has to be at least 0 and below 1",
                "model.num_classes=0        | 'model.num_classes' is 0; it has to be at least 1 and at most 1000000",
                "model.keep_prob=0          | 'model.keep_prob' is 0.0; it has to be above 0 and at most 1",
                "optimizer.type=sgd         | 'optimizer.type' is 'sgd'; it has to be one of SGD, AdamW; did you mean"
                        + " 'SGD'?",
                "train.precision=fp16       | 'train.precision' is 'fp16'; it has to be one of fp32, bf16",
                "train.pre_trained=maybe    | 'train.pre_trained' has to be true or false, found 'maybe'",
                "train.epochs=1e1           | 'train.epochs' has to be an integer of at most 32 bits, found '1e1'",
                "train.epochs=99999999999   | 'train.epochs' has to be an integer of at most 32 bits, found"
                        + " '99999999999'",
                "train.epochs=[1]           | 'train.epochs' has to be an integer of at most 32 bits, found a list",
                "learning_rate.lr=.nan      | 'learning_rate.lr' has to be a finite number, found '.nan'",
                "learning_rate.lr=1e999     | 'learning_rate.lr' has to be a finite number, found '1e999'",
                "learning_rate.lr_epochs=3  | 'learning_rate.lr_epochs' has to be a list, found '3'",
                "learning_rate.lr_epochs=[-1] | 'learning_rate.lr_epochs' holds -1; each has to be at least 0",
                "optimizer=SGD              | 'optimizer' has to be a section of keys, found 'SGD'"
            })
    void refusesAValue(String override, String problem) {
        String key = override.substring(0, override.indexOf('='));

        assertThat(errors(MINIMAL, override)).containsExactly("the override of " + key + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\\\b", "..", ".", "", "a\\eb", "a\\nb", "a\\x7fb", "a\\x85b", LONG, LONG_IN_UTF8})
    void refusesAModelNameThatNoFileCanHave(String yaml) {
        assertThat(errors(MINIMAL, "model_name=\"" + yaml + "\""))
                .singleElement()
                .asString()
                .contains("'model_name' is '", "becomes part of file names", "more than 180 bytes")
                .matches("\\P{Cntrl}*");
    }

    @Test
    void takesAModelNameOfTheLongestKind() {
        assertThat(config(MINIMAL, "model_name=" + "é".repeat(90)).modelName()).hasSize(90);
    }

    @Test
    void refusesTransforms() {
        String yaml = MINIMAL + """
                data_loader:
                  train:
                    map:
                      operations:
                        - {type: VideoResise, size: 5}
                        - {size: 5}
                        - {type: VideoRandomCrop, size: [64]}
                        - {type: VideoCenterCrop, size: [64, 0], crop: 1}
                        - {type: VideoToTensor, order: [0, 1, 2, 3]}
                """;

        assertThat(errors(yaml))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        "test.yaml:7:18: 'data_loader.train.map.operations.0.type' is 'VideoResise'")
                                .endsWith("; did you mean 'VideoResize'?"),
                        line -> assertThat(line)
                                .startsWith("test.yaml:8:11: missing key 'data_loader.train.map.operations.1.type': one"
                                        + " of VideoResize, "),
                        line -> assertThat(line)
                                .isEqualTo("test.yaml:9:41: 'data_loader.train.map.operations.2.size' has 1 elements;"
                                        + " it has to have 2"),
                        line -> assertThat(line)
                                .isEqualTo("test.yaml:10:41: 'data_loader.train.map.operations.3.size' holds 0; each"
                                        + " has to be at least 1 and at most 16384"),
                        line -> assertThat(line)
                                .isEqualTo("test.yaml:10:50: unknown key 'data_loader.train.map.operations.3.crop';"
                                        + " known here: type, size"),
                        line -> assertThat(line)
                                .isEqualTo("test.yaml:11:11: 'data_loader.train.map.operations.4': 'order' is"
                                        + " [0, 1, 2, 3]; the network takes [3, 0, 1, 2] only"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{type: VideoCenterCrop}]", "[{type: VideoToTensor}, {type: VideoCenterCrop}]"})
    void refusesOperationsThatDoNotEndInATensor(String operations) {
        assertThat(errors(MINIMAL, "data_loader.eval.map.operations=" + operations))
                .singleElement()
                .asString()
                .endsWith("'data_loader.eval.map': the last of 'operations', and no other, has to be VideoToTensor");
    }

    @Test
    void keepsAnErrorOnOneLine() {
        assertThat(errors(MINIMAL + "\"a\\nb\": 1")).singleElement().asString().contains("unknown key 'a\\nb'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "~"})
    void refusesAnEmptyDocument(String yaml) {
        assertThat(errors(yaml)).singleElement().asString().startsWith("test.yaml: is empty");
    }

    @Test
    void refusesADocumentThatIsNoMapping() {
        assertThat(errors("- 1\n"))
                .containsExactly("test.yaml:1:1: expected sections such as 'model:' and 'train:', found a list");
    }

    @Test
    void holdsRecordsMadeInJavaToTheSameRules() {
        assertThatThrownBy(() ->
                        new OptimizerConfig(OptimizerType.SGD, 2, -1, 1, false, 0.9, 0.999, 1e-8, 0, List.of(), true))
                .isInstanceOf(ConfigException.class)
                .hasMessage("OptimizerConfig: 'momentum' is 2.0; it has to be at least 0 and below 1; 'weight_decay' is"
                        + " -1.0; it has to be at least 0");
        assertThatThrownBy(() -> new OptimizerConfig(
                        OptimizerType.SGD, Double.NaN, 0, 1, false, 0.9, 0.999, 1e-8, 0, List.of(), true))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void acceptsWhatPythonUsersWrite() {
        I3dConfig config = config(MINIMAL, "train.pre_trained=True", "loss.sparse=no", "learning_rate.lr=1e-3");

        assertThat(config.train().preTrained()).isTrue();
        assertThat(config.loss().sparse()).isFalse();
        assertThat(config.learningRate().lr()).isEqualTo(0.001);
        assertThat(config(MINIMAL, "learning_rate.warmup_epochs=2")
                        .learningRate()
                        .warmupEpochs())
                .isEqualTo(2.0);
    }

    @Test
    void takesNullForAbsent() {
        assertThat(config(MINIMAL + "eval:\ninfer: {batch_size: ~}\n").infer().batchSize())
                .isEqualTo(16);
        assertThat(errors(MINIMAL, "train.epochs=")).singleElement().asString().contains("missing key 'train.epochs'");
    }

    @Test
    void overridesAreCheckedTogetherWithTheFile() {
        assertThat(errors("train: {epochs: 0}\nlearning_rate: {lr: 1}", "optimizer.momentun=0.9", "epochs"))
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "test.yaml:1:17: 'train.epochs' is 0; it has to be at least 1",
                        "the override of optimizer.momentun: unknown key 'optimizer.momentun'; did you mean 'momentum'?",
                        "the override of epochs: has to be key.path=value, such as train.epochs=10"));
    }

    @Test
    void readsTheFinePointsOfTraining() {
        I3dConfig config = config(
                MINIMAL,
                "train.freeze=[Conv3d_*, Mixed_3b]",
                "train.freeze_batch_norm=true",
                "optimizer.lr_factors=[{pattern: logits, factor: 10}]",
                "learning_rate.lr_scheduler=multi_step");

        assertThat(config.train().freeze()).containsExactly("Conv3d_*", "Mixed_3b");
        assertThat(config.train().freezeBatchNorm()).isEqualTo(BatchNormFreezing.STATISTICS);
        assertThat(config.optimizer().lrFactors()).containsExactly(new LrFactorConfig("logits", 10));
        assertThat(config.learningRate().lrScheduler()).isEqualTo(LrScheduler.MULTI_STEP);
    }

    @Test
    void refusesSmoothedLabelsOfVideosWithSeveralClasses() {
        assertThat(errors(MINIMAL + "loss: {type: SigmoidCrossEntropyWithLogits, label_smoothing: 0.1}"))
                .singleElement()
                .asString()
                .contains("'loss'", "'label_smoothing' spreads one label over the classes");
    }
}
