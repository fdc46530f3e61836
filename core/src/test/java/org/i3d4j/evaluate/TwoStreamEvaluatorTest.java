package org.i3d4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.evaluate.report.EvaluationReport;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The second stream is one of colours too: what networks get is the loader's business. */
class TwoStreamEvaluatorTest {
    private static final int SIDE = 32;

    @TempDir
    private Path root;

    private TinyKinetics tiny;

    @BeforeEach
    void writeDataset() throws IOException {
        tiny = TinyKinetics.write(root);
    }

    private static ConfiguredSplit split(
            VideoDataset dataset, FrameSampler.Mode mode, VideoLimits limits, double maxSkipped) {
        return new ConfiguredSplit(
                dataset,
                new FrameSampler(mode, 8, 1, 1),
                new TransformChain(List.of(new VideoToTensor())),
                new LoaderSettings(1, 1, false, false, 7, limits, 25, maxSkipped, 0));
    }

    private TwoStreamEvaluator evaluator(StreamWeights weights, VideoLimits ofFlow, double maxSkipped) {
        VideoDataset dataset = tiny.open("val");
        return new TwoStreamEvaluator(
                split(dataset, FrameSampler.Mode.AVERAGE, VideoLimits.DEFAULT, maxSkipped),
                split(dataset, FrameSampler.Mode.PART, ofFlow, 1),
                Averaging.LOGITS,
                weights);
    }

    private TwoStreamEvaluation evaluate(StreamWeights weights, VideoLimits ofFlow) {
        return evaluator(weights, ofFlow, 1)
                .evaluate(new MeanColorNetwork(6), new MeanColorNetwork(6), (stream, videos) -> {});
    }

    @Test
    void theScoresOfBothAreAddedVideoByVideo() {
        StreamWeights weights = new StreamWeights(2, 1);
        TwoStreamEvaluation found = evaluate(weights, VideoLimits.DEFAULT);

        assertThat(found.rows().keySet()).containsExactly("rgb", "flow", "both");
        assertThat(found.both().videos()).isEqualTo(5);
        assertThat(found.flow().scores()).isNotEqualTo(found.rgb().scores());
        for (int video = 0; video < 5; video++) {
            assertThat(found.both().scores().row(video))
                    .containsExactly(weights.sum(
                            found.rgb().scores().row(video),
                            found.flow().scores().row(video)));
        }
        assertThat(found.rgb().scores())
                .isEqualTo(new Evaluator(
                                split(tiny.open("val"), FrameSampler.Mode.AVERAGE, VideoLimits.DEFAULT, 1),
                                Averaging.LOGITS)
                        .evaluate(new MeanColorNetwork(6), videos -> {})
                        .scores());
        assertThat(found.both().protocol()).contains("RGB and flow, logits weighted 2:1", "; flow: ", "(part, seed 7)");
    }

    @Test
    void aStreamThatCountsNothingChangesNothing() {
        assertThat(evaluate(new StreamWeights(1, 0), VideoLimits.DEFAULT))
                .satisfies(found ->
                        assertThat(found.both().scores()).isEqualTo(found.rgb().scores()));
        assertThat(evaluate(new StreamWeights(0, 1), VideoLimits.DEFAULT))
                .satisfies(found ->
                        assertThat(found.both().scores()).isEqualTo(found.flow().scores()));
    }

    @Test
    void eachRowIsOfTheVideosThatBothCouldSee() {
        ColorVideos.write(tiny.video("blue"), 12, 2 * SIDE, frame -> 0x0000ff);
        TwoStreamEvaluation found = evaluate(StreamWeights.EQUAL, VideoLimits.DEFAULT.withMaxPixels(SIDE * SIDE));

        found.rows().values().forEach(row -> {
            assertThat(row.predictions())
                    .extracting(VideoPrediction::file)
                    .containsExactly(tiny.video("dark"), tiny.video("red"), tiny.video("wrong"), tiny.video("far"));
            assertThat(row.skipped())
                    .extracting(SkippedVideo::file)
                    .containsExactly(tiny.video("gone"), tiny.video("broken"), tiny.video("blue"));
        });
    }

    @Test
    void whatEitherLeavesOutCountsTogether() {
        ColorVideos.write(tiny.video("blue"), 12, 2 * SIDE, frame -> 0x0000ff);
        // Missing, broken, and too large for the second stream: 3 of 7.
        TwoStreamEvaluator evaluator =
                evaluator(StreamWeights.EQUAL, VideoLimits.DEFAULT.withMaxPixels(SIDE * SIDE), 0.4);

        assertThatThrownBy(() ->
                        evaluator.evaluate(new MeanColorNetwork(6), new MeanColorNetwork(6), (stream, videos) -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("3 of 7 listed videos can't be used");
    }

    @Test
    void tellsHowFarEachStreamIs() {
        List<String> progress = new ArrayList<>();

        evaluator(StreamWeights.EQUAL, VideoLimits.DEFAULT, 1)
                .evaluate(
                        new MeanColorNetwork(6),
                        new MeanColorNetwork(6),
                        (stream, videos) -> progress.add(stream + " " + videos));

        assertThat(progress)
                .containsExactly(
                        "RGB 1", "RGB 2", "RGB 3", "RGB 4", "RGB 5", "RGB 6", "FLOW 1", "FLOW 2", "FLOW 3", "FLOW 4",
                        "FLOW 5", "FLOW 6");
    }

    @Test
    void otherVideosAreRefused() {
        ConfiguredSplit val = split(tiny.open("val"), FrameSampler.Mode.PART, VideoLimits.DEFAULT, 1);
        ConfiguredSplit test = split(tiny.open("test"), FrameSampler.Mode.PART, VideoLimits.DEFAULT, 1);

        assertThatThrownBy(() -> new TwoStreamEvaluator(val, test, Averaging.LOGITS, StreamWeights.EQUAL))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("same videos", "split val", "split test");
    }

    /** The darker end of a video of red is missed by its beginning alone: that stream tells it less. */
    @Test
    void theReportShowsWhatTheSecondStreamHelped() throws IOException {
        // As green as it is red at the beginning, later green alone.
        ColorVideos.write(tiny.video("wrong"), 12, SIDE, frame -> frame < 8 ? 0x00ff00 : 0xff0000);
        TwoStreamEvaluation found = evaluate(StreamWeights.EQUAL, VideoLimits.DEFAULT);
        Path report = root.resolve("report");

        new EvaluationReport(
                        found.both(),
                        tiny.open("val").classNames(),
                        SomeProvenance.trained(),
                        Optional.of(found),
                        VideoLimits.DEFAULT)
                .write(report);

        List<String> rows = Files.readAllLines(report.resolve("streams.csv"));
        assertThat(rows).first().isEqualTo("class,videos,rgb,flow,both,gain");
        assertThat(rows).hasSize(5).contains("red,2,1.0,1.0,1.0,0.0", "c5,1,0.0,0.0,0.0,0.0");
        JsonNode streams = JsonMapper.shared()
                .readTree(report.resolve("metrics.json").toFile())
                .get("streams");
        assertThat(streams.get("weights").get(1).doubleValue()).isEqualTo(1);
        assertThat(streams.at("/rgb/top1").doubleValue()).isEqualTo(found.rgb().top1());
        assertThat(streams.at("/flow/top1").doubleValue())
                .isEqualTo(found.flow().top1());
        assertThat(streams.at("/both/top1").doubleValue())
                .isEqualTo(found.both().top1());
        assertThat(report.resolve("report.html"))
                .content()
                .contains("<h2>Streams</h2>", ">Optical flow<", "Gain over RGB, points", "weighted 1:1");
    }
}
