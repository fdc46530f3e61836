package org.i3d4j.data.mixing;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.ClipBatch;

/**
 * Blends the clips of a batch in pairs, and their targets with them: mixup (Zhang et al., ICLR 2018) adds whole clips,
 * cutmix (Yun et al., ICCV 2019) exchanges a box, the same in all frames. Row i is paired with row N-1-i, as timm does;
 * one choice of method, share and box holds for the whole batch.
 *
 * @param mixupAlpha both parameters of the Beta distribution that mixup's share is drawn from; 0: no mixup
 * @param cutmixAlpha likewise for cutmix; where both are on, each batch takes one of them, equally likely
 * @param probability of a batch being mixed at all
 */
public record BatchMix(double mixupAlpha, double cutmixAlpha, double probability) {
    public BatchMix {
        boolean alphas = mixupAlpha >= 0
                && mixupAlpha < Double.POSITIVE_INFINITY
                && cutmixAlpha >= 0
                && cutmixAlpha < Double.POSITIVE_INFINITY;
        if (!alphas || !(probability >= 0 && probability <= 1)) {
            throw new ConfigException("mixup and cutmix: alphas must be at least 0 and the probability between 0 and 1,"
                    + " found " + mixupAlpha + ", " + cutmixAlpha + " and " + probability);
        }
    }

    /** Whether no batch is ever changed. */
    public boolean isOff() {
        return probability == 0 || (mixupAlpha == 0 && cutmixAlpha == 0);
    }

    /**
     * Mixes a batch in place, or leaves it as it is.
     *
     * @param clips N,C,T,H,W
     * @param targetsRowMajor N x {@code classes}; a row that sums to one still does afterwards
     * @param random the only source of choices
     * @throws ShapeException if the targets don't belong to the clips
     */
    public void apply(ClipBatch clips, float[] targetsRowMajor, int classes, RandomGenerator random) {
        if ((long) clips.clips() * classes != targetsRowMajor.length) {
            throw new ShapeException(
                    "mixup and cutmix: " + Counted.of(clips.clips(), "clip") + " and " + Counted.of(classes, "class")
                            + " need " + (long) clips.clips() * classes + " targets, found " + targetsRowMajor.length);
        }
        if (isOff() || random.nextDouble() >= probability) {
            return;
        }
        boolean cut = cutmixAlpha > 0 && (mixupAlpha == 0 || random.nextBoolean());
        double share = BetaShare.draw(cut ? cutmixAlpha : mixupAlpha, random);
        MixBox box = cut ? MixBox.leaving(share, clips.height(), clips.width(), random) : null;
        double kept = box == null ? share : 1 - box.area() / ((double) clips.height() * clips.width());
        for (int row = 0; row < clips.clips() / 2; row++) {
            int other = clips.clips() - 1 - row;
            eachPlane(clips, row, other, box == null ? (a, b) -> blend(a, b, (float) share) : box::exchange);
            blend(targetsRowMajor, row * classes, other * classes, classes, (float) kept);
        }
    }

    /** What happens to two planes that lie at the same place of their clips. */
    private interface PlaneMix {
        void mix(FloatBuffer oneHw, FloatBuffer otherHw);
    }

    private static void eachPlane(ClipBatch clips, int row, int other, PlaneMix mix) {
        for (int channel = 0; channel < clips.channels(); channel++) {
            for (int frame = 0; frame < clips.frames(); frame++) {
                mix.mix(clips.plane(row, channel, frame), clips.plane(other, channel, frame));
            }
        }
    }

    private static void blend(FloatBuffer one, FloatBuffer other, float share) {
        int values = one.remaining();
        float[] pair = new float[2 * values];
        one.get(0, pair, 0, values);
        other.get(0, pair, values, values);
        blend(pair, 0, values, values, share);
        one.put(0, pair, 0, values);
        other.put(0, pair, values, values);
    }

    private static void blend(float[] values, int one, int other, int count, float share) {
        float rest = 1 - share;
        for (int i = 0; i < count; i++) {
            float a = values[one + i];
            float b = values[other + i];
            values[one + i] = share * a + rest * b;
            values[other + i] = share * b + rest * a;
        }
    }
}
