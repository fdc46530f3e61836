package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.config.ContextConfig;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.DatasetType;
import org.i3d4j.config.EvalConfig;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.InferConfig;
import org.i3d4j.config.LearningRateConfig;
import org.i3d4j.config.LossConfig;
import org.i3d4j.config.LrScheduler;
import org.i3d4j.config.MapConfig;
import org.i3d4j.config.ModelConfig;
import org.i3d4j.config.OptimizerConfig;
import org.i3d4j.config.OptimizerType;
import org.i3d4j.config.SplitConfig;
import org.i3d4j.config.StreamType;
import org.i3d4j.config.TrainConfig;
import org.i3d4j.config.TrainConfig.Arithmetic;
import org.i3d4j.config.TrainConfig.BatchNormFreezing;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoRandomHorizontalFlip;
import org.i3d4j.video.transform.VideoResize;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;

class PublishedConfigTest {
    private static final String CHECKPOINT = "/data/checkpoints/i3d_rgb_kinetics400.ckpt";

    private final LoadedConfig loaded = ConfigFile.parse(ConfigTexts.published(), "i3d_rgb.yaml", List.of());
    private final I3dConfig config = loaded.config();

    @Test
    void warnsOfTheDuplicateKeyAndNothingElse() {
        assertThat(loaded.warnings())
                .containsExactly("i3d_rgb.yaml:66:15: duplicate key 'data_loader.train.dataset.shuffle', first given in"
                        + " line 62; the last one counts");
    }

    @Test
    void readsModelLossAndOptimizer() {
        assertThat(config.modelName()).isEqualTo("i3d_rgb");
        assertThat(config.datasetSinkMode()).isFalse();
        assertThat(config.context()).isEqualTo(new ContextConfig(0, "GPU"));
        assertThat(config.model()).isEqualTo(new ModelConfig(Backbone.INCEPTION, 400, 3, 0.5, 1e-3, 0.1));
        assertThat(config.optimizer())
                .isEqualTo(new OptimizerConfig(
                        OptimizerType.SGD, 0.9, 0.0004, 1024, false, 0.9, 0.999, 1e-8, 0, List.of(), true));
        assertThat(config.loss()).isEqualTo(new LossConfig(LossConfig.Type.SOFTMAX, true, "mean", 0));
    }

    @Test
    void readsTheCourseOfTraining() {
        assertThat(config.learningRate())
                .isEqualTo(
                        new LearningRateConfig(LrScheduler.COSINE_ANNEALING, 0.0012, List.of(2, 4), 0.1, 0, 100, 5, 4));
        assertThat(config.train())
                .isEqualTo(new TrainConfig(
                        false,
                        CHECKPOINT,
                        List.of(),
                        "./output/",
                        100,
                        5,
                        1875,
                        0,
                        10,
                        false,
                        1,
                        Arithmetic.FP32,
                        false,
                        1,
                        0,
                        0,
                        0,
                        1,
                        1,
                        0,
                        List.of(),
                        BatchNormFreezing.NONE,
                        0));
        assertThat(config.eval()).isEqualTo(new EvalConfig(CHECKPOINT, Averaging.LOGITS));
        assertThat(config.infer()).isEqualTo(new InferConfig(CHECKPOINT, 16, "", true, "./infer_output"));
    }

    @Test
    void readsTheTrainingData() {
        assertThat(config.dataLoader().train())
                .isEqualTo(new SplitConfig(
                        kinetics("train", Mode.PART),
                        new MapConfig(
                                List.of(
                                        new VideoResize(256, 256, Interpolation.AREA),
                                        new VideoRandomCrop(224, 224),
                                        new VideoRandomHorizontalFlip(0.5),
                                        new VideoToTensor()),
                                List.of("video"))));
    }

    @Test
    void readsTheEvaluationData() {
        assertThat(config.dataLoader().groupSize()).isEqualTo(1);
        assertThat(config.dataLoader().eval())
                .isEqualTo(new SplitConfig(
                        kinetics("val", Mode.DISCRETE),
                        new MapConfig(
                                List.of(
                                        new VideoShortEdgeResize(256, Interpolation.AREA),
                                        new VideoCenterCrop(224, 224),
                                        new VideoToTensor()),
                                List.of("video"))));
    }

    private static DatasetConfig kinetics(String split, Mode seqMode) {
        return new DatasetConfig(
                DatasetType.KINETIC400,
                "/data/kinetics-400",
                split,
                64,
                seqMode,
                true,
                1,
                16,
                false,
                1,
                1,
                0,
                false,
                ClassOrder.FIRST_APPEARANCE,
                8192 * 8192,
                1,
                "",
                false,
                0.5,
                25,
                300,
                StreamType.RGB,
                FlowMethod.TVL1,
                256,
                FlowLevels.CENTERED,
                "");
    }
}
