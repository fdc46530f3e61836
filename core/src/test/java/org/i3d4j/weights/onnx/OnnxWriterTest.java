package org.i3d4j.weights.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ShapeException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ONNX Runtime on what we write, against the golden kit's float64 runs of pytorch-i3d. */
class OnnxWriterTest {
    /** The golden kit's for float32. */
    private static final double RELATIVE_L2 = 1e-4;

    @TempDir
    private Path folder = Path.of("");

    private static JsonNode golden(String name) throws IOException {
        try (InputStream in = OnnxWriterTest.class.getResourceAsStream("/golden/forward_" + name + ".json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "flow16, 1",
        "rgb16gamma, 1",
        "batch2, 2",
        "r50_8x8, 1",
        "r50_16, 1",
        "r50_odd, 2",
        "r50_mmaction2, 1",
        "r50_heavy, 1",
        "r50_slowfast, 1",
        "r50_windows, 1",
        "r50_pytorchvideo, 1",
        "r50_nl_gaussian, 1",
        "r50_nl_embedded_gaussian, 2",
        "r50_nl_dot_product, 1"
    })
    void oneFileServesEveryShape(String name, int clips) throws IOException, OrtException {
        JsonNode golden = golden(name);
        Path file = folder.resolve("model.onnx");
        write(golden, file, Optional.empty());

        assertAgrees(run(file, golden), golden, clips);
    }

    /** Two shapes that pad unequally through one file. */
    @Test
    void framesHeightAndWidthAreDynamic() throws IOException, OrtException {
        JsonNode odd = golden("rgbodd");
        Path file = folder.resolve("model.onnx");
        write(odd, file, Optional.empty());

        assertAgrees(run(file, odd), odd, 1);
        JsonNode big = golden("rgb17big");
        assertAgrees(run(file, big), big, 1);
    }

    /** Of non-local blocks the number of positions is worked out from each clip's size. */
    @Test
    void positionsAreDynamic() throws IOException, OrtException {
        JsonNode odd = golden("r50_nl_embedded_gaussian");
        Path file = folder.resolve("model.onnx");
        write(odd, file, Optional.empty());

        assertAgrees(run(file, odd), odd, 2);
        assertThat(run(file, golden("r50_16"))).hasDimensions(1, 400);
    }

    /** Whose last feature map is smaller than the head's window. */
    @ParameterizedTest
    @CsvSource({"r50_8x8odd, 2", "r50_8x8_nln, 1", "r50_8x8_nlnodd, 2"})
    void smallClipsHaveAFileOfTheirSize(String name, int clips) throws IOException, OrtException {
        JsonNode golden = golden(name);
        JsonNode shape = golden.get("input_shape");
        Path file = folder.resolve("model.onnx");
        write(
                golden,
                file,
                Optional.of(new Extent(
                        shape.get(2).asInt(), shape.get(3).asInt(), shape.get(4).asInt())));

        assertAgrees(run(file, golden), golden, clips);
    }

    @Test
    void aFixedShapeTakesThatShapeOnly() throws IOException, OrtException {
        JsonNode odd = golden("rgbodd");
        Path file = folder.resolve("model.onnx");
        write(odd, file, Optional.of(new Extent(11, 195, 227)));

        assertAgrees(run(file, odd), odd, 1);
        assertThatThrownBy(() -> run(file, golden("rgb16"))).isInstanceOf(OrtException.class);
    }

    private static void write(JsonNode golden, Path file, Optional<Extent> clip) {
        String backbone = golden.path("backbone").asString(Backbone.INCEPTION.checkpointName());
        ModelSettings settings = new ModelSettings(
                Backbone.named(backbone).orElseThrow(),
                golden.get("input_shape").get(1).asInt(),
                golden.get("classes").asInt(),
                Double.parseDouble(eps(golden)),
                0.1,
                0.5);
        OnnxWriter.write(
                file,
                settings,
                GoldenModel.weights(
                        settings,
                        golden.get("weight_seed").asLong(),
                        golden.get("gamma").asString().equals("random")),
                clip,
                Map.of("classes", "[]"));
    }

    /** The first that it was run with. */
    private static String eps(JsonNode golden) {
        return golden.get("eps").propertyNames().iterator().next();
    }

    private static float[][] run(Path file, JsonNode golden) throws OrtException {
        JsonNode shape = golden.get("input_shape");
        long[] sides = new long[5];
        for (int axis = 0; axis < 5; axis++) {
            sides[axis] = shape.get(axis).asLong();
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (ClipBatch batch = GoldenClips.batch(
                        golden.get("clip_seed").asLong(),
                        (int) sides[0],
                        (int) sides[1],
                        (int) sides[2],
                        (int) sides[3],
                        (int) sides[4]);
                SessionOptions options = new SessionOptions();
                OrtSession session = environment.createSession(file.toString(), options);
                OnnxTensor input = OnnxTensor.createTensor(environment, floats(batch), sides);
                OrtSession.Result result = session.run(Map.of(OnnxWriter.INPUT, input))) {
            return (float[][]) result.get(OnnxWriter.OUTPUT).orElseThrow().getValue();
        }
    }

    private static FloatBuffer floats(ClipBatch batch) {
        return batch.pointer().asBuffer();
    }

    private static void assertAgrees(float[][] logits, JsonNode golden, int clips) {
        JsonNode expected = golden.get("eps").get(eps(golden)).get("mean_logits");
        assertThat(logits.length).isEqualTo(clips);
        for (int clip = 0; clip < clips; clip++) {
            double difference = 0;
            double norm = 0;
            for (int i = 0; i < logits[clip].length; i++) {
                double wanted = expected.get(clip).get(i).asDouble();
                difference += (logits[clip][i] - wanted) * (logits[clip][i] - wanted);
                norm += wanted * wanted;
            }
            assertThat(Math.sqrt(difference / norm)).isLessThan(RELATIVE_L2);
        }
    }

    @Test
    void clipsBelowTheNetworksMinimumAreRefused() {
        ModelSettings settings = ModelSettings.of(3, 2);
        assertThatThrownBy(() -> OnnxWriter.write(
                        folder.resolve("model.onnx"),
                        settings,
                        GoldenModel.weights(settings, 1, false),
                        Optional.of(new Extent(4, 32, 32)),
                        Map.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("8x32x32");
    }

    @Test
    void theSmallestClipOfADynamicFileFillsTheHeadsWindow() {
        assertThat(OnnxWriter.smallestDynamicClip(ModelSettings.of(3, 2).architecture()))
                .isEqualTo(new Extent(9, 193, 193));
        assertThat(OnnxWriter.smallestDynamicClip(Backbone.RESNET_50_8X8.architecture(3, 2)))
                .isEqualTo(new Extent(8, 193, 193));
    }
}
