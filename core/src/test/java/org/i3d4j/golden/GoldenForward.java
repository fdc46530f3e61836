package org.i3d4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Network;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A forward pass of the golden kit: float64 runs of pytorch-i3d, with which DeepMind's own code in TensorFlow agrees, and, of
 * ResNet-50, of PyTorchVideo ({@code src/test/python/golden_resnet.py}), with the non-local blocks of mmcv and PySlowFast
 * ({@code golden_nonlocal.py} beside it).
 * Tolerances are the kit's for float32: 1e-4 relative L2, 1e-3 x max(1, rms) for single values; the usual defects (eps,
 * padding) are off by 1e-2 and more.
 */
public final class GoldenForward {
    private static final double RELATIVE_L2 = 1e-4;
    private static final double SINGLE_VALUE = 1e-3;

    private final JsonNode golden;
    private final JsonNode expected;
    private final double eps;

    private GoldenForward(JsonNode golden, String eps) {
        this.golden = golden;
        this.expected = golden.get("eps").get(eps);
        this.eps = Double.parseDouble(eps);
    }

    /** The pass called {@code name}.
     *
     * @param eps of batch norm, as the file spells it
     */
    public static GoldenForward of(String name, String eps) throws IOException {
        return new GoldenForward(read("forward_" + name + ".json"), eps);
    }

    /** Every pass that float32 is held to: name and eps. */
    public static Stream<Arguments> passes() {
        return Stream.of(
                Arguments.of("rgb16", "0.001"),
                Arguments.of("rgb16", "1e-05"),
                Arguments.of("flow16", "0.001"),
                Arguments.of("rgb16gamma", "0.001"),
                Arguments.of("rgbodd", "0.001"),
                Arguments.of("batch2", "0.001"),
                Arguments.of("rgb17big", "0.001"),
                Arguments.of("rgb64", "0.001"),
                Arguments.of("r50_8x8", "1e-05"),
                Arguments.of("r50_8x8odd", "1e-05"),
                Arguments.of("r50_16", "1e-05"),
                Arguments.of("r50_odd", "1e-05"),
                Arguments.of("r50_mmaction2", "1e-05"),
                Arguments.of("r50_heavy", "1e-05"),
                Arguments.of("r50_slowfast", "1e-05"),
                Arguments.of("r50_windows", "1e-05"),
                Arguments.of("r50_pytorchvideo", "1e-05"),
                Arguments.of("r50_nl_gaussian", "1e-05"),
                Arguments.of("r50_nl_embedded_gaussian", "1e-05"),
                Arguments.of("r50_nl_dot_product", "1e-05"),
                Arguments.of("r50_8x8_nln", "1e-05"),
                Arguments.of("r50_8x8_nlnodd", "1e-05"));
    }

    /** Builds a network from weights that it copies. */
    public interface Builder {
        Network build(ModelSettings settings, StateDict weights);
    }

    public ModelSettings settings() {
        String backbone = golden.path("backbone").asString(Backbone.INCEPTION.checkpointName());
        return new ModelSettings(
                Backbone.named(backbone).orElseThrow(),
                golden.get("input_shape").get(1).asInt(),
                golden.get("classes").asInt(),
                eps,
                0.1,
                0.5);
    }

    public StateDict weights() {
        boolean randomGamma = golden.get("gamma").asString().equals("random");
        return GoldenModel.weights(settings(), golden.get("weight_seed").asLong(), randomGamma);
    }

    /** The caller closes it. */
    public ClipBatch clips() {
        JsonNode shape = golden.get("input_shape");
        return GoldenClips.batch(
                golden.get("clip_seed").asLong(),
                shape.get(0).asInt(),
                shape.get(1).asInt(),
                shape.get(2).asInt(),
                shape.get(3).asInt(),
                shape.get(4).asInt());
    }

    /** Every endpoint, the logits and the best classes of a network built by {@code builder} are the golden ones. */
    public void assertAgrees(Builder builder) {
        Activations actual;
        try (Network network = builder.build(settings(), weights());
                ClipBatch clips = clips()) {
            Set<String> endpoints = new HashSet<>(network.architecture().endpoints());
            actual = network.forward(clips, endpoints);
        }
        assertLogits(actual, expected.get("mean_logits"));
        for (var endpoint : expected.get("endpoints").properties()) {
            String endpointName = endpoint.getKey().equals("logits") ? Architecture.LOGITS : endpoint.getKey();
            assertEndpoint(endpoint.getKey(), actual.endpoint(endpointName), endpoint.getValue());
        }
        assertTop5(actual, expected.get("softmax_top5"));
    }

    /** How far the logits of {@code actual} are from the golden ones, all clips taken together, relative L2. */
    public double logitsError(Activations actual) {
        double difference = 0;
        double norm = 0;
        JsonNode rows = expected.get("mean_logits");
        for (int clip = 0; clip < rows.size(); clip++) {
            float[] row = actual.logits().row(clip);
            double[] wanted = doubles(rows.get(clip));
            for (int i = 0; i < wanted.length; i++) {
                difference += (row[i] - wanted[i]) * (row[i] - wanted[i]);
                norm += wanted[i] * wanted[i];
            }
        }
        return Math.sqrt(difference / norm);
    }

    private static void assertLogits(Activations actual, JsonNode expected) {
        for (int clip = 0; clip < expected.size(); clip++) {
            float[] row = actual.logits().row(clip);
            double[] wanted = doubles(expected.get(clip));
            double difference = 0;
            double norm = 0;
            for (int i = 0; i < wanted.length; i++) {
                difference += (row[i] - wanted[i]) * (row[i] - wanted[i]);
                norm += wanted[i] * wanted[i];
            }
            assertThat(Math.sqrt(difference / norm))
                    .as("logits of clip %d", clip)
                    .isLessThan(RELATIVE_L2);
        }
    }

    private static void assertEndpoint(String name, TensorData tensor, JsonNode expected) {
        float[] values = tensor.toFloatArray();
        double[] shape = doubles(expected.get("shape"));
        assertThat(tensor.shape()).as(name).hasSize(shape.length);
        for (int axis = 0; axis < shape.length; axis++) {
            assertThat(tensor.shape().get(axis)).as("%s axis %d", name, axis).isEqualTo((long) shape[axis]);
        }
        double squares = 0;
        double sum = 0;
        for (float value : values) {
            squares += (double) value * value;
            sum += value;
        }
        double l2 = expected.get("l2").asDouble();
        assertThat(Math.sqrt(squares)).as("%s l2", name).isCloseTo(l2, within(RELATIVE_L2 * l2));
        double rms = l2 / Math.sqrt(values.length);
        double tolerance = SINGLE_VALUE * Math.max(1, rms);
        assertThat(sum / values.length)
                .as("%s mean", name)
                .isCloseTo(expected.get("mean").asDouble(), within(tolerance));
        double[] first = doubles(expected.get("first16"));
        for (int i = 0; i < first.length; i++) {
            assertThat((double) values[i]).as("%s[%d]", name, i).isCloseTo(first[i], within(tolerance));
        }
        double[] spread = doubles(expected.get("spread16"));
        for (int i = 0; i < spread.length; i++) {
            int at = expected.get("spread16_index").get(i).asInt();
            assertThat((double) values[at]).as("%s[%d]", name, at).isCloseTo(spread[i], within(tolerance));
        }
        for (int j = 0; j < 2; j++) {
            GoldenRandom signs = new GoldenRandom(0, "sign/" + name + "/" + j);
            double dot = 0;
            for (int i = 0; i < values.length; i++) {
                dot += signs.bits(i) < 0 ? -values[i] : values[i];
            }
            assertThat(dot / Math.sqrt(values.length))
                    .as("%s projection %d", name, j)
                    .isCloseTo(expected.get("proj").get(j).asDouble(), within(tolerance));
        }
    }

    private static void assertTop5(Activations actual, JsonNode expected) {
        float[] probabilities = actual.endpoint(Architecture.PREDICTIONS).toFloatArray();
        int classes = actual.logits().classes();
        for (int clip = 0; clip < expected.size(); clip++) {
            for (JsonNode entry : expected.get(clip)) {
                assertThat((double) probabilities[
                                clip * classes + entry.get("class").asInt()])
                        .isCloseTo(entry.get("prob").asDouble(), within(1e-3));
            }
        }
    }

    /** A file of the kit. */
    public static JsonNode read(String name) throws IOException {
        try (InputStream in = GoldenForward.class.getResourceAsStream("/golden/" + name)) {
            return JsonMapper.shared().readTree(in);
        }
    }

    public static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
