package org.i3d4j.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoColorJitter;
import org.i3d4j.video.transform.VideoGrayscale;
import org.i3d4j.video.transform.VideoMultiScaleCrop;
import org.i3d4j.video.transform.VideoMultiScaleCrop.Positions;
import org.i3d4j.video.transform.VideoRandAugment;
import org.i3d4j.video.transform.VideoRandomCrop;
import org.i3d4j.video.transform.VideoRandomErasing;
import org.i3d4j.video.transform.VideoRandomHorizontalFlip;
import org.i3d4j.video.transform.VideoRandomResizedCrop;
import org.i3d4j.video.transform.VideoResize;
import org.i3d4j.video.transform.VideoShortEdgeRandomResize;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoTenCrop;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformKeysTest {
    private static final String MINIMAL = "learning_rate: {lr: 0.01}\ntrain: {epochs: 3}\n";

    private static I3dConfig config(String... overrides) {
        return ConfigFile.parse(MINIMAL, "test.yaml", List.of(overrides)).config();
    }

    /** What the operations make, without the tensor at the end. */
    private static List<Transform> transforms(String... operations) {
        List<String> all = new ArrayList<>(List.of(operations));
        all.add("{type: VideoToTensor}");
        I3dConfig config = config("data_loader.train.map.operations=[" + String.join(", ", all) + "]");
        List<Transform> made = config.dataLoader().train().map().chain().transforms();
        assertThat(made.get(made.size() - 1)).isEqualTo(new VideoToTensor());
        return made.subList(0, made.size() - 1);
    }

    @Test
    void defaultsAreThoseOfTheLibrariesTheyFollow() {
        assertThat(transforms(
                        "{type: VideoRandomResizedCrop, size: 224}",
                        "{type: VideoRandomHorizontalFlip}",
                        "{type: VideoColorJitter}",
                        "{type: VideoGrayscale}",
                        "{type: VideoRandAugment}",
                        "{type: VideoRandomErasing}"))
                .containsExactly(
                        new VideoRandomResizedCrop(List.of(224, 224), List.of(0.08, 1.0), List.of(0.75, 4.0 / 3)),
                        new VideoRandomHorizontalFlip(0.5),
                        new VideoColorJitter(0, 0, 0, 0),
                        new VideoGrayscale(0.1),
                        new VideoRandAugment(2, 9),
                        new VideoRandomErasing(
                                0.5, List.of(0.02, 0.33), List.of(0.3, 3.3), VideoRandomErasing.Fill.MEAN));
        assertThat(transforms("{type: VideoMultiScaleCrop, size: [112, 96]}"))
                .containsExactly(new VideoMultiScaleCrop(
                        List.of(112, 96), List.of(1.0, 0.875, 0.75, 0.66), 1, Positions.RANDOM));
    }

    @Test
    void everyKeyReachesItsTransform() {
        assertThat(transforms(
                        "{type: VideoShortEdgeRandomResize, size: [256, 320], interpolation: bicubic}",
                        "{type: VideoMultiScaleCrop, size: 112, scales: [0.5], max_wh_scale_gap: 0, positions: 13}",
                        "{type: VideoColorJitter, brightness: 0.1, contrast: 0.2, saturation: 0.3, hue: 0.4}",
                        "{type: VideoGrayscale, prob: 0.7}",
                        "{type: VideoRandAugment, num_ops: 3, magnitude: 7}",
                        "{type: VideoRandomErasing, prob: 0.2, scale: [0.1, 0.2], ratio: [1, 2], value: random}"))
                .containsExactly(
                        new VideoShortEdgeRandomResize(256, 320, Interpolation.BICUBIC),
                        new VideoMultiScaleCrop(List.of(112, 112), List.of(0.5), 0, Positions.THIRTEEN),
                        new VideoColorJitter(0.1, 0.2, 0.3, 0.4),
                        new VideoGrayscale(0.7),
                        new VideoRandAugment(3, 7),
                        new VideoRandomErasing(
                                0.2, List.of(0.1, 0.2), List.of(1.0, 2.0), VideoRandomErasing.Fill.RANDOM));
        assertThat(transforms("{type: VideoRandomResizedCrop, size: 8, scale: [0.5, 0.6], ratio: [1, 2]}"))
                .containsExactly(new VideoRandomResizedCrop(List.of(8, 8), List.of(0.5, 0.6), List.of(1.0, 2.0)));
    }

    @Test
    void viewsAreMade() {
        assertThat(transforms("{type: VideoShortEdgeResize, size: 256}", "{type: VideoThreeCrop, size: 256}"))
                .containsExactly(new VideoShortEdgeResize(256, Interpolation.AREA), new VideoThreeCrop(256, 256));
        assertThat(transforms("{type: VideoCenterCrop, size: 9}", "{type: VideoTenCrop, size: [8, 6]}"))
                .containsExactly(new VideoCenterCrop(9, 9), new VideoTenCrop(8, 6));
    }

    @Test
    void tensorsTakeMeanAndDeviation() {
        I3dConfig config = config(
                "data_loader.eval.map.operations=" + "[{type: VideoToTensor, mean: [0.485, 0.456, 0.406], std: 0.25}]");

        assertThat(config.dataLoader().eval().map().chain().transforms())
                .containsExactly(new VideoToTensor(List.of(0.485, 0.456, 0.406), List.of(0.25, 0.25, 0.25)));
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
        assertThat(transforms("{type: VideoResize, size: [128, 171], interpolation: " + name + "}"))
                .containsExactly(new VideoResize(128, 171, expected));
        assertThat(transforms("{type: VideoShortEdgeResize, size: 256, interpolation: " + name + "}"))
                .containsExactly(new VideoShortEdgeResize(256, expected));
    }

    @Test
    void keepsTheOrderAndHeightBeforeWidth() {
        assertThat(transforms(
                        "{type: VideoRandomCrop, size: [224, 200]}",
                        "{type: VideoRandomHorizontalFlip, prob: 0.25}",
                        "{type: VideoCenterCrop, size: [112, 96]}"))
                .containsExactly(
                        new VideoRandomCrop(224, 200),
                        new VideoRandomHorizontalFlip(0.25),
                        new VideoCenterCrop(112, 96));
    }

    @Test
    void theDocumentedConfigurationLoads() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "transforms.md"));
        int start = page.indexOf("```yaml") + "```yaml".length();
        String yaml = page.substring(start, page.indexOf("```", start));

        I3dConfig config = ConfigFile.parse(yaml, "transforms.md", List.of("learning_rate.lr=1", "train.epochs=1"))
                .config();

        assertThat(config.dataLoader().train().map().chain().transforms())
                .contains(new VideoColorJitter(0.4, 0.4, 0.4, 0.1));
        assertThat(config.dataLoader().eval().map().chain().viewsPerClip()).isEqualTo(3);
        assertThat(config.train().mixupAlpha()).isEqualTo(0.8);
    }
}
