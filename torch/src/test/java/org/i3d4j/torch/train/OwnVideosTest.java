package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.layouts.KineticsLayout;
import org.i3d4j.error.DatasetException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.network.Compute;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and evaluation on data sets that a program has by itself. */
class OwnVideosTest {
    @TempDir
    private static Path videos;

    private static TinyTraining tiny;

    @TempDir
    private Path folder;

    @BeforeAll
    static void write() {
        tiny = new TinyTraining(videos.resolve("motion"));
    }

    /** The videos of a side of the tiny data set, as a program would have them that keeps labels elsewhere. */
    private static final class Catalogue implements VideoDataset {
        private final List<String> names;
        private final List<VideoSample> samples;
        private final AtomicInteger asked = new AtomicInteger();

        Catalogue(String side, List<String> names, int added) {
            this.names = names;
            this.samples = new KineticsLayout(videos.resolve("motion"), side, ClassOrder.ALPHABETICAL)
                    .open().samples().stream()
                            .map(sample -> new VideoSample(sample.file(), sample.label() + added))
                            .toList();
        }

        Catalogue(String side) {
            this(side, List.of("one", "other"), 0);
        }

        @Override
        public ClassNames classNames() {
            return ClassNames.of(names);
        }

        @Override
        public List<VideoSample> samples() {
            asked.incrementAndGet();
            return samples;
        }

        @Override
        public List<SkippedVideo> skipped() {
            return List.of();
        }

        @Override
        public Path source() {
            return Path.of("catalogue");
        }

        @Override
        public String description() {
            return "catalogue of " + samples.size() + " videos";
        }
    }

    private TrainOptions options(VideoDataset train, VideoDataset eval) {
        LoadedConfig config = TinyTraining.config(folder, "train.epochs=1");
        return new TrainOptions(config, TrainingVideos.of(train, eval), Optional.empty(), Compute.DEFAULT, false);
    }

    @Test
    void trainAndAreMeasuredAsTheSameListedOnesAre() {
        Catalogue train = new Catalogue("train");
        List<Evaluation> validations = new ArrayList<>();
        try (Training training = new Training(options(train, new Catalogue("val")))) {
            training.run(List.of(new TrainListener() {
                @Override
                public void validated(int epoch, long step, Evaluation evaluation) {
                    validations.add(evaluation);
                }
            }));
        }
        assertThat(train.asked).hasValue(1);
        Path listed = folder.resolve("listed");
        TinyTraining.train(tiny.options(listed, Optional.empty(), false, "train.epochs=1"));
        Path checkpoint = folder.resolve("tiny-1_4.safetensors");
        assertThat(Checkpoints.read(checkpoint).classNames()).containsExactly("one", "other");
        assertThat(TinyTraining.weights(checkpoint))
                .isEqualTo(TinyTraining.weights(listed.resolve("tiny-1_4.safetensors")));

        try (I3d i3d = I3d.load(checkpoint)) {
            Evaluation measured = i3d.evaluate(new Catalogue("val"), done -> {});
            assertThat(measured.predictions()).hasSameSizeAs(validations.get(0).predictions());
            // Another engine, or another order of its sums.
            assertThat(measured.loss()).isCloseTo(validations.get(0).loss(), Offset.offset(1e-4));
            assertThatThrownBy(() -> i3d.evaluate(new Catalogue("val", List.of("other", "one"), 0), done -> {}))
                    .isInstanceOf(DatasetException.class)
                    .hasMessage("catalogue of 4 videos: class 0 is 'other', in " + checkpoint
                            + " it is 'one'; number the classes as there");
        }
    }

    @Test
    void ofOtherNumbersInValidationAreRefused() {
        assertThatThrownBy(() ->
                        new Training(options(new Catalogue("train"), new Catalogue("val", List.of("one", "third"), 0))))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "catalogue of 4 videos: class 1 is 'third', in training it is 'other'; number the classes as"
                                + " there");
    }

    @Test
    void aLabelWithoutAClassIsRefused() {
        assertThatThrownBy(() ->
                        new Training(options(new Catalogue("train", List.of("one", "other"), 1), new Catalogue("val"))))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("catalogue: ")
                .hasMessageEndingWith(" is of class 2; there are 2, numbered from 0");
    }
}
