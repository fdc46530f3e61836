package org.i3d4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingPositionTest {
    @Test
    void countsStepsAndEpochs() {
        assertThat(TrainingPosition.START.atSample(2).nextStep()).isEqualTo(new TrainingPosition(0, 2, 1, -1, 0));
        assertThat(new TrainingPosition(0, 2, 2, -1, 0).nextEpoch()).isEqualTo(new TrainingPosition(1, 0, 2, -1, 0));
        assertThatThrownBy(() -> new TrainingPosition(0, -1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsValidationsThatWereNotBetter() {
        TrainingPosition best = TrainingPosition.START.validated(0.5);

        assertThat(best).isEqualTo(new TrainingPosition(0, 0, 0, 0.5, 0));
        assertThat(best.validated(0.5).validated(0.4)).isEqualTo(new TrainingPosition(0, 0, 0, 0.5, 2));
        assertThat(best.validated(0.5).validated(0.6)).isEqualTo(new TrainingPosition(0, 0, 0, 0.6, 0));
    }
}
