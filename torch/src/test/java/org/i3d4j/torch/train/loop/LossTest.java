package org.i3d4j.torch.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.torch.TorchRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the definitions, in double precision. */
class LossTest {
    private static final double FLOAT = 1e-6;
    private static final int CLASSES = 3;
    private static final float[] LOGITS = {0.5f, -1, 2, 3, 0, -2};

    private static double loss(Loss loss, Targets targets) {
        TorchRuntime.load();
        try (PointerScope scope = new PointerScope();
                Device cpu = new Device("cpu")) {
            Tensor logits = Tensor.create(LOGITS, 2, CLASSES);
            return loss.of(logits, targets.on(cpu)).item_double();
        }
    }

    private static double softmaxCrossEntropy(double... shares) {
        double sum = 0;
        for (int clip = 0; clip < 2; clip++) {
            double all = 0;
            for (int c = 0; c < CLASSES; c++) {
                all += Math.exp(LOGITS[clip * CLASSES + c]);
            }
            for (int c = 0; c < CLASSES; c++) {
                int at = clip * CLASSES + c;
                sum -= shares[at] * (LOGITS[at] - Math.log(all));
            }
        }
        return sum / 2;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.9})
    void labelSmoothingSpreadsAShareOverAllClasses(double smoothing) {
        double on = 1 - smoothing + smoothing / CLASSES;
        double off = smoothing / CLASSES;

        double found = loss(new Loss.SoftmaxCrossEntropy(smoothing), Targets.ofClasses(CLASSES, 2, 1));

        assertThat(found).isCloseTo(softmaxCrossEntropy(off, off, on, off, on, off), within(FLOAT));
    }

    @Test
    void softTargetsAreShares() {
        float[] shares = {0.25f, 0, 0.75f, 0.5f, 0.5f, 0};

        double found = loss(new Loss.SoftmaxCrossEntropy(0), Targets.ofShares(CLASSES, shares));

        assertThat(found).isCloseTo(softmaxCrossEntropy(0.25, 0, 0.75, 0.5, 0.5, 0), within(FLOAT));
    }

    @Test
    void oneClassAsSharesIsTheSame() {
        Targets hard = Targets.ofClasses(CLASSES, 2, 0);
        Targets soft = hard.changed(shares -> {});

        assertThat(soft.sharesRowMajor()).containsExactly(0, 0, 1, 1, 0, 0);
        for (double smoothing : new double[] {0, 0.2}) {
            Loss loss = new Loss.SoftmaxCrossEntropy(smoothing);
            assertThat(loss(loss, soft)).isCloseTo(loss(loss, hard), within(FLOAT));
        }
    }

    @Test
    void sigmoidCrossEntropyIsTheMeanOverClipsAndClasses() {
        float[] shares = {1, 0, 1, 0, 0, 0};
        double sum = 0;
        for (int i = 0; i < LOGITS.length; i++) {
            double probability = 1 / (1 + Math.exp(-LOGITS[i]));
            sum -= shares[i] == 1 ? Math.log(probability) : Math.log(1 - probability);
        }

        double found = loss(new Loss.SigmoidCrossEntropy(), Targets.ofShares(CLASSES, shares));

        assertThat(found).isCloseTo(sum / LOGITS.length, within(FLOAT));
    }
}
