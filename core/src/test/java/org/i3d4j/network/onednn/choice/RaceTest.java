package org.i3d4j.network.onednn.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RaceTest {
    private final List<String> ran = new ArrayList<>();
    private final Map<String, Runnable> runs = new LinkedHashMap<>();
    private long wall;
    private long processor;

    private final Race race = new Race(new Clock() {
        @Override
        public long wallNanos() {
            return wall;
        }

        @Override
        public long processorNanos() {
            return processor;
        }
    });

    /**
     * Takes these milliseconds in turn, then the last again and again.
     *
     * @param share of each run that this thread has a processor, by its number
     */
    private void add(String name, IntToDoubleFunction share, long... milliseconds) {
        int[] next = new int[1];
        runs.put(name, () -> {
            ran.add(name);
            int number = next[0]++;
            long time = 1_000_000 * milliseconds[Math.min(number, milliseconds.length - 1)];
            wall += time;
            processor += Math.round(share.applyAsDouble(number) * time);
        });
    }

    private void add(String name, double share, long... milliseconds) {
        add(name, number -> share, milliseconds);
    }

    private Map<String, Double> milliseconds() {
        return race.milliseconds(runs);
    }

    private long runs(String name) {
        return ran.stream().filter(name::equals).count();
    }

    /** 1.1, 1, 0.9, 1, 1 times as long in the rounds. */
    @Test
    void takesTheShortestOfTheFirstAndTheMedianOfHowMuchLongerOthersTook() {
        add("a", 1, 20, 10, 20, 12, 12);
        add("b", 1, 22, 10, 18, 12, 12);

        assertThat(milliseconds()).containsExactly(Map.entry("a", 10.0), Map.entry("b", 10.0));
        assertThat(ran).startsWith("a", "b", "a", "b");
    }

    /** As AMX units of virtual machines are: in the middle of the second round everything becomes three times as fast. */
    @Test
    void whatIsMeasuredAsTheMachineBecomesFasterDoesNotDecide() {
        add("best", 1, 30, 30, 10);
        add("lucky", 1, 33, 11, 11);

        Map<String, Double> found = milliseconds();

        assertThat(found.get("best")).isEqualTo(10);
        assertThat(found.get("lucky")).isCloseTo(11, within(1e-9));

        runs.clear();
        add("slow", 1, 30, 30, 10);
        add("best", 1, 27, 27, 9);
        add("lucky", 1, 33, 11, 11);
        assertThat(milliseconds().get("best")).isCloseTo(9, within(1e-9));
        assertThat(milliseconds().get("lucky")).isGreaterThan(9);
    }

    @Test
    void longOnesThatAreCloseRunThreeTimes() {
        add("a", 1, 500);
        add("b", 1, 490);

        assertThat(milliseconds()).containsExactly(Map.entry("a", 500.0), Map.entry("b", 490.0));
        assertThat(ran).containsExactly("a", "b", "a", "b", "a", "b");
    }

    /** One slow run can be anybody's. */
    @Test
    void whatIsHopelessTwiceRunsNoMore() {
        add("best", 1, 10);
        add("once", 1, 20, 10);
        add("hopeless", 1, 20, 13);

        assertThat(milliseconds()).containsEntry("hopeless", 16.5).containsEntry("once", 10.0);
        assertThat(runs("hopeless")).isEqualTo(2);
        assertThat(runs("once")).isEqualTo(runs("best")).isGreaterThan(2);
    }

    @Test
    void theLastOneLeftHasWon() {
        add("hopeless", 1, 20);
        add("best", 1, 10);

        assertThat(milliseconds()).containsExactly(Map.entry("hopeless", 20.0), Map.entry("best", 10.0));
        assertThat(ran).hasSize(4);
    }

    @Test
    void runsWithoutTheProcessorDontCount() {
        add("disturbed", number -> number < 2 ? 0.5 : 1, 5, 5, 9);
        add("quiet", 1, 10);
        add("later", number -> number == 3 ? 0.5 : 1, 10, 10, 9, 1, 9);

        assertThat(milliseconds())
                .containsEntry("disturbed", 9.0)
                .containsEntry("quiet", 10.0)
                .containsEntry("later", 9.0);
    }

    @Test
    void aBusyMachineIsSaidToBe() {
        add("short", 0.5, 1);
        assertThatThrownBy(this::milliseconds).isInstanceOf(BusyMachineException.class);
        assertThat(ran).hasSize(8);

        runs.clear();
        ran.clear();
        add("long", 0.5, 400);
        add("other", 0.5, 400);
        assertThatThrownBy(this::milliseconds).isInstanceOf(BusyMachineException.class);
        assertThat(ran).hasSize(2);
    }

    /** Of a slow machine, where two runs of each take longer than most races do. */
    @Test
    void aSlowMachineIsNotBusy() {
        add("a", 1, 4000);
        add("b", 1, 3000);

        assertThat(milliseconds()).containsExactly(Map.entry("a", 4000.0), Map.entry("b", 3000.0));
    }
}
