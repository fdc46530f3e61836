package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.i3d4j.golden.GoldenRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The expected numbers come from the golden kit; its logits and labels are made again here by its formulas. */
class GoldenMetricsTest {
    private static final JsonNode GOLDEN = golden();
    private static final MathContext DIGITS_STORED = new MathContext(15);

    /** What turns a uniform value into a logit; quantised in the cases with ties. */
    private static final Map<String, DoubleUnaryOperator> LOGIT = Map.of(
            "plain", u -> 4 * u - 2,
            "ties", u -> Math.floor(8 * u) / 2,
            "fewcls", u -> Math.floor(4 * u) / 2);

    private static JsonNode golden() {
        InputStream in = GoldenMetricsTest.class.getResourceAsStream("/golden/metrics.json");
        return JsonMapper.shared().readTree(Objects.requireNonNull(in));
    }

    private static int[] integers(JsonNode array) {
        return IntStream.range(0, array.size())
                .map(i -> array.get(i).intValue())
                .toArray();
    }

    private static float[][] logits(String name, JsonNode expected) {
        return expected.has("logits")
                ? written(expected.get("logits"))
                : generated(
                        name,
                        integers(expected.get("labels")),
                        expected.get("classes").intValue());
    }

    private static float[][] written(JsonNode rows) {
        float[][] logits = new float[rows.size()][];
        for (int i = 0; i < logits.length; i++) {
            JsonNode row = rows.get(i);
            logits[i] = new float[row.size()];
            for (int c = 0; c < row.size(); c++) {
                logits[i][c] = Float.parseFloat(row.get(c).asString());
            }
        }
        return logits;
    }

    private static float[][] generated(String name, int[] labels, int classes) {
        long seed = GOLDEN.get("seed").longValue();
        GoldenRandom scores = new GoldenRandom(seed, "metrics/" + name + "/s");
        GoldenRandom raised = new GoldenRandom(seed, "metrics/" + name + "/h");
        float[][] logits = new float[labels.length][classes];
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < classes; c++) {
                double logit =
                        Objects.requireNonNull(LOGIT.get(name)).applyAsDouble(scores.unit((long) i * classes + c));
                boolean raise = c == labels[i] && raised.bits(i) % 2 == 0;
                logits[i][c] = (float) (raise ? logit + 1.5 : logit);
            }
        }
        return logits;
    }

    private static void assertStored(double found, JsonNode expected) {
        assertThat(new BigDecimal(found).round(DIGITS_STORED)).isEqualByComparingTo(expected.decimalValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ties", "fewcls", "edge"})
    void countsAsTheGoldenKit(String name) {
        JsonNode expected = GOLDEN.get("cases").get(name);
        int[] labels = integers(expected.get("labels"));
        float[][] logits = logits(name, expected);
        Accuracy accuracy = new Accuracy(expected.get("classes").intValue());
        for (int i = 0; i < labels.length; i++) {
            accuracy.add(logits[i], labels[i]);
            assertThat(TopK.of(logits[i], 1)[0])
                    .isEqualTo(expected.get("prediction").get(i).intValue());
        }
        assertThat(accuracy.samples()).isEqualTo(expected.get("n").longValue());
        assertStored(accuracy.top1(), expected.get("top1").get("accuracy"));
        assertStored(accuracy.top5(), expected.get("top5").get("accuracy"));
        assertStored(accuracy.confusion().accuracy(), expected.get("top1").get("accuracy"));
        assertStored(accuracy.meanClassAccuracy(), expected.get("mean_class_accuracy"));
        assertConfusion(accuracy.confusion(), expected);
    }

    private static void assertConfusion(ConfusionMatrix confusion, JsonNode expected) {
        for (int truth = 0; truth < confusion.classes(); truth++) {
            assertThat(confusion.support(truth))
                    .isEqualTo(expected.get("support").get(truth).longValue());
            JsonNode row = expected.get("confusion_rows_true").get(truth);
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                assertThat(confusion.count(truth, predicted))
                        .isEqualTo(row.get(predicted).longValue());
            }
        }
    }

    @Test
    void ranksRowsWithTiesInfinitiesAndNaN() {
        JsonNode expected = GOLDEN.get("cases").get("edge");
        float[][] logits = written(expected.get("logits"));
        for (int i = 0; i < logits.length; i++) {
            int[] ranking = integers(expected.get("rankings").get(i));
            assertThat(TopK.of(logits[i], logits[i].length)).containsExactly(ranking);
            assertThat(TopK.of(logits[i], 3)).containsExactly(Arrays.copyOf(ranking, 3));
            for (int place = 0; place < ranking.length; place++) {
                assertThat(TopK.rank(logits[i], ranking[place])).isEqualTo(place);
            }
        }
    }
}
