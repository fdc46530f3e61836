package org.i3d4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleRandomTest {

    @Test
    void theSameKeyGivesTheSameNumbers() {
        assertThat(SampleRandom.of(1, 2, 3).nextLong())
                .isEqualTo(SampleRandom.of(1, 2, 3).nextLong());
    }

    /** Neighbouring keys, also those with the same sum, must not give related streams. */
    @Test
    void neighbouringKeysGiveUnrelatedNumbers() {
        Set<Long> first = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            for (int epoch = 0; epoch < 10; epoch++) {
                for (int sample = -1; sample < 100; sample++) {
                    first.add(SampleRandom.of(seed, epoch, sample).nextLong());
                }
                for (int batch = 0; batch < 20; batch++) {
                    first.add(SampleRandom.ofBatch(seed, epoch, batch).nextLong());
                }
            }
        }
        assertThat(first).hasSize(10 * 10 * 121);
    }

    @Test
    void firstNumbersOfConsecutiveSamplesAreUniform() {
        double mean = IntStream.range(0, 10_000)
                .mapToDouble(sample -> SampleRandom.of(0, 0, sample).nextDouble())
                .average()
                .orElseThrow();
        // standard deviation of the mean: 0.0029
        assertThat(mean).isBetween(0.485, 0.515);
    }

    @Test
    void shufflingKeepsEveryIndexOnce() {
        assertThat(SampleRandom.shuffled(100, 5, 0))
                .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
        assertThat(SampleRandom.shuffled(0, 5, 0)).isEmpty();
    }

    @Test
    void everyEpochAndSeedHasItsOwnOrder() {
        int[] order = SampleRandom.shuffled(100, 5, 0);

        assertThat(order).isEqualTo(SampleRandom.shuffled(100, 5, 0));
        assertThat(order).isNotEqualTo(SampleRandom.shuffled(100, 5, 1));
        assertThat(order).isNotEqualTo(SampleRandom.shuffled(100, 6, 0));
        assertThat(order).isNotEqualTo(IntStream.range(0, 100).toArray());
    }

    @Test
    void everyOrderIsEquallyLikely() {
        int[] counts = new int[6];
        for (int epoch = 0; epoch < 6000; epoch++) {
            int[] order = SampleRandom.shuffled(3, 1, epoch);
            counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
        }
        // 1000 expected of each; standard deviation 29
        assertThat(counts).matches(c -> IntStream.of(c).allMatch(count -> count > 850 && count < 1150));
    }
}
