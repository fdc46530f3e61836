package org.i3d4j.network.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArenaLayoutTest {
    private static final long PAGE = 4096;

    private static Region region(long bytes, int firstStep, int lastStep) {
        Region region = new Region(bytes);
        region.usedBy(firstStep);
        region.usedBy(lastStep);
        return region;
    }

    @Test
    void regionsThatAreNeverInUseTogetherShareAPlace() {
        Region first = region(3 * PAGE, 0, 1);
        Region second = region(2 * PAGE, 1, 2);
        Region third = region(3 * PAGE, 2, 3);

        ArenaLayout layout = new ArenaLayout(List.of(first, second, third));

        assertThat(layout.offset(first)).isEqualTo(layout.offset(third)).isZero();
        assertThat(layout.offset(second)).isEqualTo(3 * PAGE);
        assertThat(layout.bytes()).isEqualTo(5 * PAGE);
    }

    @Test
    void aRegionFillsAGapThatIsLargeEnough() {
        Region below = region(4 * PAGE, 0, 1);
        Region above = region(3 * PAGE, 0, 9);
        Region late = region(2 * PAGE, 5, 6);

        ArenaLayout layout = new ArenaLayout(List.of(below, above, late));

        assertThat(layout.offset(late)).isZero();
        assertThat(layout.bytes()).isEqualTo(7 * PAGE);
    }

    @Test
    void everyRegionBeginsOnAPage() {
        Region small = region(10, 0, 3);
        Region large = region(PAGE + 1, 0, 3);

        ArenaLayout layout = new ArenaLayout(List.of(small, large));

        assertThat(layout.offset(large)).isZero();
        assertThat(layout.offset(small)).isEqualTo(2 * PAGE);
        assertThat(layout.bytes()).isEqualTo(3 * PAGE);
    }

    @Test
    void noTwoRegionsInUseTogetherOverlap() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 100; round++) {
            List<Region> regions = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int first = random.nextInt(30);
                regions.add(region(1 + random.nextInt(100_000), first, first + random.nextInt(6)));
            }
            ArenaLayout layout = new ArenaLayout(regions);
            for (Region a : regions) {
                assertThat(layout.offset(a) + a.bytes()).isLessThanOrEqualTo(layout.bytes());
                for (Region b : regions) {
                    if (a != b && a.isUsedTogetherWith(b)) {
                        assertThat(layout.offset(a) + a.bytes() <= layout.offset(b)
                                        || layout.offset(b) + b.bytes() <= layout.offset(a))
                                .isTrue();
                    }
                }
            }
        }
    }
}
