package org.i3d4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.i3d4j.error.OutputException;
import org.junit.jupiter.api.Test;

class OrderedWorkTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

    private final List<Integer> received = new ArrayList<>();

    @Test
    void resultsComeInOrderWhoeverIsFaster() {
        CountDownLatch third = new CountDownLatch(3);

        new OrderedWork(4, LONG)
                .run(
                        NUMBERS,
                        number -> {
                            third.countDown();
                            if (number == 0) {
                                await(third);
                            }
                            return 2 * number;
                        },
                        number -> -1,
                        (number, result) -> received.add(result));

        assertThat(received)
                .isEqualTo(NUMBERS.stream().map(number -> 2 * number).toList());
    }

    @Test
    void workersDontRunFarAheadOfTheReceiver() {
        AtomicInteger begun = new AtomicInteger();
        List<Integer> ahead = new ArrayList<>();

        new OrderedWork(2, LONG).run(NUMBERS, number -> begun.incrementAndGet(), number -> -1, (number, result) -> {
            ahead.add(begun.get() - number);
        });

        assertThat(ahead).hasSize(100).allMatch(count -> count <= 8);
    }

    @Test
    void anItemThatHangsIsLeftBehindAndTheOthersGoOn() {
        CountDownLatch never = new CountDownLatch(1);

        new OrderedWork(1, Duration.ofMillis(20))
                .run(
                        NUMBERS.subList(0, 5),
                        number -> {
                            if (number == 1) {
                                await(never);
                            }
                            return number;
                        },
                        number -> -number,
                        (number, result) -> received.add(result));

        assertThat(received).containsExactly(0, -1, 2, 3, 4);
        never.countDown();
    }

    @Test
    void whatAWorkerThrowsEndsItAll() {
        OrderedWork work = new OrderedWork(2, LONG);

        assertThatThrownBy(() -> work.run(
                        NUMBERS,
                        number -> {
                            if (number == 3) {
                                throw new OutputException("disk full");
                            }
                            return number;
                        },
                        number -> -1,
                        (number, result) -> received.add(result)))
                .isInstanceOf(OutputException.class)
                .hasMessage("disk full");
        assertThat(received).containsExactly(0, 1, 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
