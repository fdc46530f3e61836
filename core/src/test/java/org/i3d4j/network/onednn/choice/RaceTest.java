package org.i3d4j.network.onednn.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTest {
    private final List<String> ran = new ArrayList<>();
    private long now;

    /** Takes these milliseconds in turn, then the last again and again; the first is not timed. */
    private Runnable taking(String name, long... milliseconds) {
        List<Long> left = new ArrayList<>();
        for (long time : milliseconds) {
            left.add(time);
        }
        return () -> {
            ran.add(name);
            now += 1_000_000 * (left.size() > 1 ? left.remove(0) : left.get(0));
        };
    }

    private Map<String, Double> race(Map<String, Runnable> runs) {
        return new Race(() -> now).milliseconds(runs);
    }

    private static Map<String, Runnable> inOrder(String first, Runnable one, String second, Runnable other) {
        Map<String, Runnable> runs = new LinkedHashMap<>();
        runs.put(first, one);
        runs.put(second, other);
        return runs;
    }

    @Test
    void takesTheShortestOfRunsInTurn() {
        Map<String, Double> times =
                race(inOrder("a", taking("a", 99, 11, 10, 12), "b", taking("b", 99, 12, 11, 11, 9, 10)));

        assertThat(times).containsExactly(Map.entry("a", 10.0), Map.entry("b", 9.0));
        assertThat(ran).containsExactly("a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b");
    }

    @Test
    void whatIsHopelessRunsOnceAndEndsTheRaceOfTwo() {
        Map<String, Double> times = race(inOrder("slow", taking("slow", 1, 20), "fast", taking("fast", 99, 10)));

        assertThat(times).containsExactly(Map.entry("slow", 20.0), Map.entry("fast", 10.0));
        assertThat(ran).containsExactly("slow", "fast", "slow", "fast");
    }

    @Test
    void othersGoOnWithoutTheHopeless() {
        Map<String, Runnable> runs = inOrder("a", taking("a", 1, 10), "b", taking("b", 1, 11));
        runs.put("slow", taking("slow", 1, 13));

        assertThat(race(runs)).containsEntry("slow", 13.0);
        assertThat(ran).filteredOn("slow"::equals).hasSize(2);
        assertThat(ran).filteredOn("a"::equals).hasSize(6);
    }
}
