package org.i3d4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopwatchTest {
    @Test
    void countsTheRunsAfterThoseThatWarmUp() {
        AtomicLong nanos = new AtomicLong();
        AtomicInteger run = new AtomicInteger();
        Stopwatch stopwatch = new Stopwatch(2, 3, nanos::get);

        Timing timing = stopwatch.time(() -> nanos.addAndGet(run.incrementAndGet() * 500_000_000L));

        assertThat(timing.runSeconds()).containsExactly(1.5, 2.0, 2.5);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0"})
    void refusesNumbersOfRunsThatMakeNoSense(int warmUps, int runs) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Stopwatch(warmUps, runs));
    }
}
