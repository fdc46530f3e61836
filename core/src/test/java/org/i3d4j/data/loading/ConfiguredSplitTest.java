package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.i3d4j.config.DatasetConfig;
import org.i3d4j.config.DatasetType;
import org.i3d4j.config.SomeDatasetConfig;
import org.i3d4j.config.TransformConfig;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoRandomHorizontalFlip;
import org.i3d4j.video.transform.VideoResize;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfiguredSplitTest {
    private static final TransformConfig TO_TENSOR = new TransformConfig.VideoToTensor(List.of(3, 0, 1, 2));

    private static List<Transform> transforms(TransformConfig... configs) {
        return ConfiguredSplit.transforms(List.of(configs)).transforms();
    }

    @ParameterizedTest
    @CsvSource({
        "nearest, NEAREST",
        "linear, LINEAR",
        "bilinear, AREA",
        "bicubic, BICUBIC",
        "area, RGB_AREA",
        "triangle, BILINEAR"
    })
    void namesInterpolationsAsTheReferenceDoes(String name, Interpolation expected) {
        assertThat(transforms(new TransformConfig.VideoResize(List.of(128, 171), name), TO_TENSOR))
                .containsExactly(new VideoResize(128, 171, expected), new VideoToTensor());
        assertThat(transforms(new TransformConfig.VideoShortEdgeResize(256, name), TO_TENSOR))
                .containsExactly(new VideoShortEdgeResize(256, expected), new VideoToTensor());
    }

    @Test
    void keepsTheOrderAndHeightBeforeWidth() {
        assertThat(transforms(
                        new TransformConfig.VideoRandomCrop(List.of(224, 200)),
                        new TransformConfig.VideoRandomHorizontalFlip(0.25),
                        new TransformConfig.VideoCenterCrop(List.of(112, 96)),
                        TO_TENSOR))
                .containsExactly(
                        new VideoRandomCrop(224, 200),
                        new VideoRandomHorizontalFlip(0.25),
                        new VideoCenterCrop(112, 96),
                        new VideoToTensor());
    }

    @Test
    void refusesTransformsThatDontGoTogether() {
        TransformConfig resize = new TransformConfig.VideoShortEdgeResize(256, "linear");

        assertThatThrownBy(() -> transforms(resize, resize, TO_TENSOR))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("VideoShortEdgeResize");
    }

    @ParameterizedTest
    @EnumSource(value = FrameSampler.Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
    void samplesAsConfigured(FrameSampler.Mode mode) {
        DatasetConfig config = SomeDatasetConfig.of(DatasetType.KINETIC400, mode.lowerCaseName(), "alphabetical", true);

        assertThat(ConfiguredSplit.sampler(config)).isEqualTo(new FrameSampler(mode, 24, 2, 5, 12.5));
    }
}
