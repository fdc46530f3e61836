package org.i3d4j.torch.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.i3d4j.config.LearningRateConfig;
import org.i3d4j.config.LrScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected values follow the formulas of the reference system's schedules, computed by hand. */
class LrScheduleTest {
    private static final double EXACT = 1e-15;

    private static LearningRateConfig config(LrScheduler scheduler, double warmupEpochs) {
        return new LearningRateConfig(scheduler, 0.1, List.of(2, 4), 0.1, 0.01, 10, 6, warmupEpochs);
    }

    @ParameterizedTest
    @EnumSource(LrScheduler.class)
    void warmUpRisesLinearlyToTheFullRate(LrScheduler scheduler) {
        LrSchedule schedule = new LrSchedule(config(scheduler, 1), 4);

        assertThat(schedule.at(0)).isCloseTo(0.025, within(EXACT));
        assertThat(schedule.at(1)).isCloseTo(0.05, within(EXACT));
        assertThat(schedule.at(3)).isCloseTo(0.1, within(EXACT));
    }

    @ParameterizedTest
    @EnumSource(LrScheduler.class)
    void holdsTheLastValueBeyondTheLastStep(LrScheduler scheduler) {
        LrSchedule schedule = new LrSchedule(config(scheduler, 1), 4);

        assertThat(schedule.at(1_000_000)).isEqualTo(schedule.at(23));
    }

    @Test
    void exponentialDropsAtEachMilestone() {
        LrSchedule schedule = new LrSchedule(config(LrScheduler.EXPONENTIAL, 0), 4);

        assertThat(schedule.at(7)).isCloseTo(0.1, within(EXACT));
        assertThat(schedule.at(8)).isCloseTo(0.01, within(EXACT));
        assertThat(schedule.at(15)).isCloseTo(0.01, within(EXACT));
        assertThat(schedule.at(16)).isCloseTo(0.001, within(EXACT));
    }

    @Test
    void aMilestoneInsideTheWarmUpHasNoEffect() {
        LrSchedule schedule = new LrSchedule(config(LrScheduler.EXPONENTIAL, 3), 4);

        assertThat(schedule.at(12)).isCloseTo(0.1, within(EXACT));
        assertThat(schedule.at(16)).isCloseTo(0.01, within(EXACT));
    }

    @Test
    void cosineFollowsTheEpochNotTheStepAndIsNotShiftedByTheWarmUp() {
        LrSchedule schedule = new LrSchedule(config(LrScheduler.COSINE_ANNEALING, 1), 4);
        double epoch2 = 0.01 + 0.09 * (1 + Math.cos(Math.PI * 2 / 10)) / 2;

        assertThat(schedule.at(8)).isCloseTo(epoch2, within(EXACT));
        assertThat(schedule.at(11)).isCloseTo(epoch2, within(EXACT));
    }

    @Test
    void cosineV2StartsAnewFromTheValueReachedAtTwoThirds() {
        LrSchedule schedule = new LrSchedule(config(LrScheduler.COSINE_ANNEALING_V2, 0), 4);
        double reached = 0.01 + 0.09 * (1 + Math.cos(Math.PI * 3 / 10)) / 2;
        double epoch4 = 0.01 + (reached - 0.01) * (1 + Math.cos(Math.PI * 1 / 2)) / 2;
        double epoch5 = 0.01 + (reached - 0.01) * (1 + Math.cos(Math.PI * 2 / 2)) / 2;

        assertThat(schedule.at(15)).isCloseTo(reached, within(EXACT));
        assertThat(schedule.at(16)).isCloseTo(epoch4, within(EXACT));
        assertThat(schedule.at(20)).isCloseTo(epoch5, within(EXACT));
    }

    @Test
    void cosineV2OfLessThanThreeEpochsStaysFinite() {
        LearningRateConfig twoEpochs =
                new LearningRateConfig(LrScheduler.COSINE_ANNEALING_V2, 0.1, List.of(), 0.1, 0, 2, 2, 0);
        LrSchedule schedule = new LrSchedule(twoEpochs, 3);

        for (int step = 0; step < 8; step++) {
            assertThat(schedule.at(step)).isBetween(0.0, 0.1);
        }
    }

    @Test
    void warmUpCosineFallsWithEveryStepToTheMinimum() {
        LrSchedule schedule = new LrSchedule(config(LrScheduler.WARMUP_COSINE, 1), 4);
        double middle = 0.01 + 0.09 * (1 + Math.cos(Math.PI * 10 / 20)) / 2;

        assertThat(schedule.at(4)).isCloseTo(0.1, within(EXACT));
        assertThat(schedule.at(14)).isCloseTo(middle, within(EXACT));
        for (int step = 5; step < 24; step++) {
            assertThat(schedule.at(step)).isLessThan(schedule.at(step - 1));
        }
    }
}
