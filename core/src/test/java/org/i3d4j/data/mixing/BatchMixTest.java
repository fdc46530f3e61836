package org.i3d4j.data.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.Test;

class BatchMixTest {
    private static final int HEIGHT = 8;
    private static final int WIDTH = 6;

    private final RandomGenerator random = new SplittableRandom(5);

    /** Clip i is filled with i. */
    private static ClipBatch batch(int clips) {
        ClipBatch batch = ClipBatch.allocate(clips, 3, 2, HEIGHT, WIDTH);
        FloatBuffer values = batch.pointer().asBuffer();
        for (int clip = 0; clip < clips; clip++) {
            for (long i = 0; i < batch.clipValues(); i++) {
                values.put(clip);
            }
        }
        return batch;
    }

    /** Row i is class i. */
    private static float[] targets(int clips) {
        float[] targets = new float[clips * clips];
        for (int clip = 0; clip < clips; clip++) {
            targets[clip * clips + clip] = 1;
        }
        return targets;
    }

    private static float[] values(ClipBatch batch, int clip) {
        float[] values = new float[(int) batch.clipValues()];
        batch.pointer().asBuffer().get((int) (clip * batch.clipValues()), values);
        return values;
    }

    @Test
    void mixupAddsPairsOfClipsAndOfTargetsWithTheSameShare() {
        try (ClipBatch batch = batch(5)) {
            float[] targets = targets(5);
            new BatchMix(0.8, 0, 1).apply(batch, targets, 5, random);

            float share = targets[0];
            assertThat(share).isStrictlyBetween(0f, 1f);
            assertThat(targets[4]).isCloseTo(1 - share, within(1e-6f));
            assertThat(targets[4 * 5 + 4]).isEqualTo(share);
            // clips 0 and 4, 1 and 3; the middle one is its own partner
            assertThat(values(batch, 0)).containsOnly((1 - share) * 4);
            assertThat(values(batch, 4)).containsOnly(share * 4);
            assertThat(values(batch, 1)[7]).isCloseTo(share + (1 - share) * 3, within(1e-6f));
            assertThat(values(batch, 2)).containsOnly(2f);
            assertRowsSumToOne(targets, 5);
        }
    }

    private static void assertRowsSumToOne(float[] targets, int classes) {
        for (int row = 0; row < targets.length; row += classes) {
            float[] one = Arrays.copyOfRange(targets, row, row + classes);
            double sum = DoubleStream.iterate(0, i -> i < classes, i -> i + 1)
                    .map(i -> one[(int) i])
                    .sum();
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void cutmixExchangesOneBoxInAllFramesAndChannels() {
        Set<Integer> areas = new HashSet<>();
        for (int draw = 0; draw < 40; draw++) {
            try (ClipBatch batch = batch(2)) {
                float[] targets = targets(2);
                new BatchMix(0, 1, 1).apply(batch, targets, 2, random);

                float[] plane = plane(batch, 0, 0);
                int boxed = count(plane, 1);
                areas.add(boxed);
                assertThat(plane(batch, 2, 1)).isEqualTo(plane);
                assertThat(count(values(batch, 1), 0)).isEqualTo(boxed * 6);
                assertThat(isBox(plane)).isTrue();
                assertThat(targets[1]).isCloseTo(boxed / (float) (HEIGHT * WIDTH), within(1e-6f));
                assertRowsSumToOne(targets, 2);
            }
        }
        assertThat(areas).hasSizeGreaterThan(5);
    }

    private static float[] plane(ClipBatch batch, int channel, int frame) {
        float[] plane = new float[HEIGHT * WIDTH];
        batch.plane(0, channel, frame).get(0, plane);
        return plane;
    }

    private static int count(float[] values, float wanted) {
        int count = 0;
        for (float value : values) {
            count += value == wanted ? 1 : 0;
        }
        return count;
    }

    /** Whether all rows that hold ones hold them in the same columns. */
    private static boolean isBox(float[] plane) {
        Set<String> rows = new HashSet<>();
        for (int y = 0; y < HEIGHT; y++) {
            float[] row = Arrays.copyOfRange(plane, y * WIDTH, (y + 1) * WIDTH);
            if (count(row, 1) > 0) {
                rows.add(Arrays.toString(row));
            }
        }
        return rows.size() <= 1;
    }

    @Test
    void withBothOnEachBatchTakesOneOfThem() {
        int cut = 0;
        int added = 0;
        for (int draw = 0; draw < 60; draw++) {
            try (ClipBatch batch = batch(2)) {
                new BatchMix(1, 1, 1).apply(batch, targets(2), 2, random);
                float[] plane = plane(batch, 0, 0);
                boolean whole = count(plane, plane[0]) == plane.length && plane[0] > 0 && plane[0] < 1;
                added += whole ? 1 : 0;
                cut += whole ? 0 : 1;
            }
        }
        assertThat(cut).isBetween(10, 50);
        assertThat(added).isBetween(10, 50);
    }

    @Test
    void mixesAsOftenAsTheProbabilitySays() {
        int mixed = 0;
        for (int draw = 0; draw < 400; draw++) {
            try (ClipBatch batch = batch(2)) {
                float[] targets = targets(2);
                new BatchMix(1, 0, 0.25).apply(batch, targets, 2, random);
                mixed += targets[0] == 1 ? 0 : 1;
            }
        }
        // 100 expected; 45 are five standard deviations
        assertThat(mixed).isBetween(55, 145);
    }

    @Test
    void theSameGeneratorMixesTheSameWay() {
        float[] once = targets(4);
        float[] again = targets(4);
        try (ClipBatch one = batch(4);
                ClipBatch other = batch(4)) {
            new BatchMix(0.2, 0.7, 1).apply(one, once, 4, new SplittableRandom(9));
            new BatchMix(0.2, 0.7, 1).apply(other, again, 4, new SplittableRandom(9));

            assertThat(once).isEqualTo(again).isNotEqualTo(targets(4));
            assertThat(values(one, 3)).isEqualTo(values(other, 3));
        }
    }

    @Test
    void sharesFollowTheBetaDistribution() {
        // of Beta(a, a) the mean is 1/2 and the variance 1 / (4 (2 a + 1)); tolerances of five standard errors or more
        for (double alpha : new double[] {0.2, 1, 8}) {
            double[] shares = DoubleStream.generate(() -> BetaShare.draw(alpha, random))
                    .limit(20_000)
                    .toArray();
            double mean = DoubleStream.of(shares).average().orElseThrow();
            double variance = DoubleStream.of(shares)
                    .map(share -> (share - mean) * (share - mean))
                    .average()
                    .orElseThrow();

            assertThat(mean).isCloseTo(0.5, within(0.02));
            assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.01));
        }
        assertThat(BetaShare.draw(1e-6, random)).isBetween(0.0, 1.0);
    }

    @Test
    void offLeavesABatchAlone() {
        assertThat(new BatchMix(0, 0, 1).isOff()).isTrue();
        assertThat(new BatchMix(1, 1, 0).isOff()).isTrue();
        assertThat(new BatchMix(0, 1, 0.1).isOff()).isFalse();
        try (ClipBatch batch = batch(2)) {
            float[] targets = targets(2);
            new BatchMix(0, 0, 1).apply(batch, targets, 2, random);
            assertThat(targets).isEqualTo(targets(2));
            assertThat(values(batch, 1)).containsOnly(1f);
        }
    }

    @Test
    void targetsOfOtherClipsAndImpossibleSettingsAreRefused() {
        try (ClipBatch batch = batch(2)) {
            assertThatThrownBy(() -> new BatchMix(1, 0, 1).apply(batch, new float[5], 3, random))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("2 clips and 3 classes need 6 targets, found 5");
        }
        assertThatThrownBy(() -> new BatchMix(-1, 0, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new BatchMix(0, Double.NaN, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new BatchMix(0, 1, 1.1)).isInstanceOf(ConfigException.class);
    }
}
