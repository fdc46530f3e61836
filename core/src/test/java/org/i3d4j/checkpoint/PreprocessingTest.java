package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Extent;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoShortEdgeResize;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {
    private static final Preprocessing PUBLISHED = Preprocessing.ofPublishedModels(Backbone.INCEPTION, 3);

    private static Preprocessing of(String operations, String... more) {
        List<String> overrides = new ArrayList<>(List.of(more));
        overrides.add("data_loader.eval.map.operations=[" + operations + "]");
        return new Preprocessing(
                ConfigFile.parse("learning_rate: {lr: 0.1}\ntrain: {epochs: 1}\n", "test.yaml", overrides)
                        .config());
    }

    @Test
    void publishedModelsSeeTheMiddleOfFramesOf256() {
        assertThat(PUBLISHED.transforms())
                .isEqualTo(new TransformChain(List.of(
                        new VideoShortEdgeResize(256, Interpolation.BILINEAR),
                        new VideoCenterCrop(224, 224),
                        new VideoToTensor())));
        assertThat(PUBLISHED.describeSampling()).isEqualTo("1 clip of at most 250 frames (whole)");
        assertThat(PUBLISHED.clip()).contains(new Extent(250, 224, 224));
        assertThatThrownBy(() -> PUBLISHED.requireKnown(Path.of("m.pt")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("m.pt: carries no configuration", "frames and views");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: VideoToTensor} | pixels to [-1, 1]",
                "{type: VideoResize, size: [32, 40]}, {type: VideoTenCrop, size: 30}, {type: VideoToTensor} |"
                        + " frames to 32x40, ten crops of 30x30, pixels to [-1, 1]",
                "{type: VideoShortEdgeResize, size: 80, interpolation: bicubic}, {type: VideoThreeCrop, size: [64, 48]},"
                        + " {type: VideoToTensor, mean: 0.45, std: 0.225} |"
                        + " short side to 80 (bicubic), three crops of 64x48,"
                        + " pixels to (x / 255 - 0.45) / 0.225",
                "{type: VideoRandomCrop, size: 64}, {type: VideoToTensor} | VideoRandomCrop, pixels to [-1, 1]"
            })
    void saysInWordsWhatHappensToFrames(String operations, String words) {
        assertThat(of(operations).describe()).isEqualTo(words);
    }

    /** A program in another language scales as many channels as the network takes. */
    @Test
    void opticalFlowHasAsManyMeansAsChannels() {
        Preprocessing flow = of("{type: VideoToTensor, mean: [0.25, 0.5, 0.75]}", "model.in_channel=2");

        assertThat(flow.keys()).containsEntry("mean", List.of(63.75, 127.5));
        assertThat(flow.keys().get("scale")).asInstanceOf(LIST).hasSize(2);
    }

    @Test
    void saysInWordsWhichFrames() {
        Preprocessing views = of(
                "{type: VideoToTensor}",
                "data_loader.eval.dataset.seq_mode=uniform",
                "data_loader.eval.dataset.seq=32",
                "data_loader.eval.dataset.num_clips=10",
                "data_loader.eval.dataset.frame_interval=2",
                "data_loader.eval.dataset.frame_rate=25");

        assertThat(views.describeSampling())
                .isEqualTo("10 clips of 32 frames (uniform, 2 apart, at 25.0 frames a second)");
        assertThat(views.clip()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: VideoToTensor} | short side to 128, centre 96x64",
                "{type: VideoResize, size: 32, interpolation: nearest}, {type: VideoToTensor} |"
                        + " short side to 128 (nearest), centre 96x64",
                "{type: VideoShortEdgeResize, size: 64}, {type: VideoTenCrop, size: 60}, {type: VideoToTensor} |"
                        + " short side to 128, ten crops of 96x64",
                "{type: VideoThreeCrop, size: 300}, {type: VideoToTensor} | short side to 128, three crops of 96x64",
                "{type: VideoShortEdgeRandomResize, size: [64, 80]}, {type: VideoCenterCrop, size: 60},"
                        + " {type: VideoToTensor} | short side to 128, centre 96x64"
            })
    void sizesTakeThePlaceOfThoseThatAreThere(String operations, String words) {
        Preprocessing sized = of(operations).withSizes(128, 96, 64);

        assertThat(sized.describe()).isEqualTo(words + ", pixels to [-1, 1]");
        assertThat(sized.clip().orElseThrow()).isEqualTo(new Extent(64, 96, 64));
    }

    @Test
    void oneSizeLeavesTheOther() {
        assertThat(PUBLISHED.withShortSide(224).describe())
                .isEqualTo("short side to 224 (triangle), centre 224x224, pixels to [-1, 1]");
        assertThat(PUBLISHED.withCrop(256, 300).describe())
                .isEqualTo("short side to 256 (triangle), centre 256x300, pixels to [-1, 1]");
        assertThat(PUBLISHED.withCrop(256, 300).isAssumed()).isTrue();
    }

    @Test
    void sizesThatDoNotGoTogetherAreRefused() {
        assertRefused(() -> PUBLISHED.withShortSide(223), "VideoCenterCrop of 224x224, is larger", "short side is 223");
        assertRefused(() -> PUBLISHED.withCrop(257, 257), "VideoCenterCrop of 257x257, is larger");
        assertRefused(() -> PUBLISHED.withSizes(64, 65, 80), "VideoCenterCrop of 65x80, is larger");
        assertRefused(() -> PUBLISHED.withShortSide(0), "'size' is 0");
        assertRefused(() -> PUBLISHED.withCrop(0, 64), "'size' holds 0");
        assertRefused(() -> PUBLISHED.withShortSide(20_000), "'size' is 20000");
        Preprocessing random = of("{type: VideoRandomResizedCrop, size: 64}, {type: VideoToTensor}");
        assertRefused(() -> random.withCrop(64, 64), "a VideoRandomResizedCrop where the crop would be");
    }

    private static void assertRefused(ThrowingCallable change, String... told) {
        assertThatThrownBy(change).isInstanceOf(ConfigException.class).hasMessageContainingAll(told);
    }
}
