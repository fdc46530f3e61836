package org.i3d4j.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.DemoDetector;
import org.i3d4j.cli.DemoDetector.Evaluated;
import org.i3d4j.cli.TinyModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code predict} beside {@code eval}, on the demo's videos. */
class EvaluationSamplingTest {
    private static final String OPERATIONS = "data_loader.eval.map.operations=[{type: VideoShortEdgeResize, size: 72},"
            + " {type: VideoThreeCrop, size: 64}, {type: VideoToTensor}]";
    private static final String UNIFORM = "data_loader.eval.dataset.seq_mode=uniform";
    private static final String TWO_CLIPS = "data_loader.eval.dataset.num_clips=2";

    @TempDir
    private static Path shared;

    private static DemoDetector demo;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeDemo() throws IOException {
        demo = DemoDetector.write(shared, 4);
    }

    private static void assertSame(List<JsonNode> predicted, List<Evaluated> evaluated) {
        assertThat(DemoDetector.classes(predicted))
                .isEqualTo(evaluated.stream().map(Evaluated::predicted).toList());
        for (int video = 0; video < evaluated.size(); video++) {
            // Alone in a batch or beside others: a convolution may add up in another order.
            assertThat(DemoDetector.probabilities(predicted).get(video))
                    .isCloseTo(evaluated.get(video).probability(), within(1e-6));
        }
    }

    @Test
    void bothSamplingsGiveEvalsClass() throws IOException {
        List<Evaluated> evaluated = demo.evaluated(folder);
        List<JsonNode> all = demo.predicted(demo.checkpoint());
        List<JsonNode> sampled = demo.predicted(demo.checkpoint(), "--sampling", "eval");

        assertThat(evaluated).extracting(Evaluated::label).contains("left", "right", "up", "down");
        assertThat(DemoDetector.classes(all))
                .isEqualTo(evaluated.stream().map(Evaluated::predicted).toList());
        assertSame(sampled, evaluated);
        // 24 frames are not 16.
        assertThat(DemoDetector.probabilities(all)).isNotEqualTo(DemoDetector.probabilities(sampled));
        assertThat(all.get(0).get("sampling").toString()).isEqualTo("{\"frames\":\"all\"}");
        assertThat(sampled.get(0).get("sampling").toString())
                .isEqualTo("{\"frames\":\"eval\",\"seq_mode\":\"average\",\"clip_frames\":16,\"clips\":1,\"crops\":1,"
                        + "\"average\":\"logits\"}");
        assertThat(sampled.get(0).get("frames").asInt()).isEqualTo(24);
    }

    @Test
    void viewsAreThoseOfTheEvaluation() throws IOException {
        Object[] views = {"--set", OPERATIONS, "--set", UNIFORM, "--set", TWO_CLIPS, "--set", "eval.average=softmax"};

        List<JsonNode> sampled = demo.predicted(demo.checkpoint(), with(views, "--sampling", "eval"));

        assertSame(sampled, demo.evaluated(folder, views));
        assertThat(sampled.get(0).get("sampling").toString())
                .contains("\"clips\":2,\"crops\":3,\"average\":\"softmax\"");
        CommandRun plain = CommandRun.of(with(
                        new Object[] {"predict", "--checkpoint", demo.checkpoint(), demo.firstVideo()},
                        with(views, "--sampling", "eval")))
                .succeeds();
        assertThat(plain.lines().get(0)).endsWith(".mp4 (24 frames; 2 clips x 3 crops of 16 frames, uniform)");
    }

    private static Object[] with(Object[] some, Object... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--window 8", "--live -"})
    void windowsAndLiveSourcesHaveTheirOwnFrames(String other) {
        CommandRun.of(with(new Object[] {"predict", "--checkpoint", demo.checkpoint(), "--sampling", "eval"}, (Object[])
                        other.split(" ", -1)))
                .failsWith(2, "--sampling eval", "can't be combined with --window or --live");
    }

    @Test
    void framesOfAnUnknownEvaluationAreNotGuessed() {
        Path plain = folder.resolve("plain.safetensors");
        TinyModel.writeWeights(plain, 2);

        CommandRun.of("predict", "--checkpoint", plain, "--sampling", "eval", demo.videos())
                .failsWith(3, plain + ": carries no configuration", "frames and views of its evaluation are not known");
        CommandRun.of("predict", "--checkpoint", plain, "--sampling", "some", demo.videos())
                .failsWith(2, "--sampling", "some");
    }
}
