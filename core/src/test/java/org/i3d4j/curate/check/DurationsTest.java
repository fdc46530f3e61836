package org.i3d4j.curate.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.report.picture.BarChart.Bar;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void binsAreRoundAndHoldEveryVideo() {
        List<Double> seconds =
                IntStream.range(0, 500).mapToObj(i -> 3 + i / 50.0).toList();

        List<Bar> bars = new Durations(seconds).histogram();

        assertThat(bars).hasSizeBetween(10, 26);
        assertThat(bars.get(0)).isEqualTo(new Bar("3.0 to 3.5 s", 25));
        assertThat(bars.stream().mapToLong(Bar::count).sum()).isEqualTo(500);
    }

    @Test
    void aFewLongOnesLeaveRoomForTheOthers() {
        List<Double> seconds = IntStream.range(0, 1000)
                .mapToObj(i -> i == 999 ? 3600.0 : 1 + i / 1000.0)
                .toList();

        List<Bar> bars = new Durations(seconds).histogram();

        assertThat(bars.get(bars.size() - 1)).isEqualTo(new Bar("longer, up to 3600.00 s", 1));
        assertThat(bars).hasSizeGreaterThan(10);
    }

    @Test
    void equalOnesAndNoneAreFine() {
        assertThat(new Durations(Collections.nCopies(3, 10.0)).histogram())
                .containsExactly(new Bar("10.00 to 10.01 s", 3));
        assertThat(new Durations(List.of()).histogram()).isEmpty();
        assertThat(new Durations(List.of()).summary().medianSeconds()).isNaN();
    }
}
