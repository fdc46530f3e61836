package org.i3d4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.error.DatasetException;
import org.i3d4j.metrics.TopK;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    @TempDir
    private static Path root;

    private static TinyKinetics tiny;

    @BeforeAll
    static void writeDataset() throws IOException {
        tiny = TinyKinetics.write(root);
    }

    private static Evaluator evaluator(VideoDataset dataset, int workers, long seed) {
        return new Evaluator(
                dataset,
                new FrameSampler(FrameSampler.Mode.DISCRETE, 8, 1, 2),
                new TransformChain(List.of(new VideoToTensor())),
                new LoaderSettings(2, workers, true, true, seed));
    }

    private static Evaluation evaluate(int workers, long seed) {
        return evaluator(tiny.open("val"), workers, seed).evaluate(new MeanColorNetwork(6), videos -> {});
    }

    @Test
    void measuresAccuracies() {
        Evaluation evaluation = evaluate(1, 0);

        assertThat(evaluation.videos()).isEqualTo(5);
        assertThat(evaluation.top1()).isEqualTo(3 / 5.0);
        assertThat(evaluation.top5()).isEqualTo(4 / 5.0);
        // Red 2 of 2, green 0 of 1, blue 1 of 1, c5 0 of 1.
        assertThat(evaluation.meanClassAccuracy()).isEqualTo(0.5);
        assertThat(evaluation.confusion().count(0, 0)).isEqualTo(2);
        assertThat(evaluation.confusion().count(1, 0)).isEqualTo(1);
        assertThat(evaluation.confusion().count(2, 2)).isEqualTo(1);
        assertThat(evaluation.confusion().count(5, 1)).isEqualTo(1);
        assertThat(evaluation.confusion().total()).isEqualTo(5);
    }

    @Test
    void lossIsTheMeanCrossEntropyOverVideos() {
        Evaluation evaluation = evaluate(1, 0);

        double[] losses = evaluation.predictions().stream()
                .filter(VideoPrediction::isInTop5)
                .mapToDouble(video -> -Math.log(video.labelProbabilities().get(0)))
                .toArray();
        // A pure color scores 1, -1, -1 and -3, -4, -5; half a percent is lost in the video's color space.
        double farLoss = Math.log(Math.exp(1) + 2 * Math.exp(-1) + Math.exp(-3) + Math.exp(-4) + Math.exp(-5)) + 5;
        double sum = farLoss;
        for (double loss : losses) {
            sum += loss;
        }
        assertThat(losses).hasSize(4);
        assertThat(evaluation.loss()).isCloseTo(sum / 5, Offset.offset(0.01));
    }

    @Test
    void keepsTheDataSetsOrderAndGivesTheSameWhateverTheWorkers() {
        Evaluation one = evaluate(1, 7);
        Evaluation three = evaluate(3, 7);

        assertThat(one.predictions())
                .extracting(VideoPrediction::file)
                .containsExactly(
                        tiny.video("dark"),
                        tiny.video("red"),
                        tiny.video("wrong"),
                        tiny.video("blue"),
                        tiny.video("far"));
        assertThat(three.predictions()).isEqualTo(one.predictions());
        assertThat(three.loss()).isEqualTo(one.loss());
        assertThat(three.skipped()).isEqualTo(one.skipped());
        assertThat(evaluate(1, 8).loss()).isNotEqualTo(one.loss());
    }

    @Test
    void keepsTheScoresItRanksBy() {
        Evaluation evaluation = evaluate(3, 7);

        assertThat(evaluation.scores().classes()).isEqualTo(6);
        for (int video = 0; video < evaluation.videos(); video++) {
            assertThat(TopK.of(evaluation.scores().row(video), 5))
                    .containsExactly(evaluation.predictions().get(video).top().stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
    }

    /** Two processes, as threads: three batches, of which one has the first and the last. */
    @Test
    void everyProcessGetsAllScoresInTheDataSetsOrder() throws Exception {
        TwoPeers peers = new TwoPeers();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Evaluation>> both = IntStream.range(0, 2)
                    .mapToObj(rank -> threads.submit(() -> evaluator(tiny.open("val"), 1, 7)
                            .evaluate(new MeanColorNetwork(6), videos -> {}, peers.of(rank))))
                    .toList();
            Evaluation alone = evaluate(1, 7);

            for (Future<Evaluation> one : both) {
                assertThat(one.get().scores()).isEqualTo(alone.scores());
                assertThat(one.get().predictions()).isEqualTo(alone.predictions());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void listsWhatIsMissingOrBroken() {
        List<Integer> progress = new ArrayList<>();

        Evaluation evaluation = evaluator(tiny.open("val"), 2, 0).evaluate(new MeanColorNetwork(6), progress::add);

        assertThat(evaluation.skipped())
                .extracting(SkippedVideo::file)
                .containsExactly(tiny.video("gone"), tiny.video("broken"));
        assertThat(evaluation.skipped().get(0).reason()).contains("missing");
        assertThat(evaluation.skipped().get(1).reason()).isNotBlank();
        assertThat(progress).containsExactly(2, 4, 6);
    }

    @Test
    void saysHowItMeasured() {
        assertThat(evaluate(1, 7).protocol())
                .contains(
                        root.toString(),
                        "split val: 6 videos, 1 missing",
                        "2 clip(s) x 1 crop(s) of each video",
                        "logits averaged",
                        "8 frames a clip",
                        "discrete",
                        "seed 7",
                        "VideoToTensor",
                        "mean colors",
                        "5 videos used, 2 skipped");
    }

    @Test
    void refusesVideosWithoutLabels() {
        VideoDataset unlabelled = tiny.open("test");

        assertThatThrownBy(() -> evaluator(unlabelled, 1, 0))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll("split test", "without labels");
    }

    @Test
    void refusesANetworkWithFewerClasses() {
        Evaluator evaluator = evaluator(tiny.open("val"), 1, 0);

        assertThatThrownBy(() -> evaluator.evaluate(new MeanColorNetwork(4), videos -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(root.toString(), "6 classes", "the network 4");
    }

    @Test
    void refusesADataSetWithoutAReadableVideo(@TempDir Path other) throws IOException {
        Files.writeString(
                other.resolve("kinetics-400_train.csv"),
                "label,youtube_id,time_start,time_end,split\nred,a,0,10,train\n");
        Files.createDirectory(other.resolve("train"));
        Files.writeString(other.resolve("train/a_000000_000010.mp4"), "no video");
        Evaluator evaluator = evaluator(new TinyKinetics(other).open("train"), 1, 0);

        assertThatThrownBy(() -> evaluator.evaluate(new MeanColorNetwork(3), videos -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("a_000000_000010.mp4");
    }
}
