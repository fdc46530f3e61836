package org.i3d4j.data.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;

class MotionSettingsTest {

    @Test
    void theFirstClassesAreUsed() {
        assertThat(new MotionSettings(3, 1, 1, 64, 64, 16, 12, 0).classes())
                .containsExactly(MotionClass.LEFT, MotionClass.RIGHT, MotionClass.UP);
        assertThat(MotionSettings.DEFAULT.classes()).containsExactly(MotionClass.values());
    }

    @Test
    void classesAreNamed() {
        assertThat(MotionClass.of("counter-clockwise")).isEqualTo(MotionClass.COUNTER_CLOCKWISE);
        assertThat(MotionClass.several("away,up")).containsExactly(MotionClass.AWAY, MotionClass.UP);
        assertThat(MotionClass.several("2")).containsExactly(MotionClass.LEFT, MotionClass.RIGHT);
        assertThatThrownBy(() -> MotionClass.of("sideways"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("unknown class 'sideways'; known are left, right, up, down, clockwise, counter-clockwise,"
                        + " towards, away");
        List<MotionClass> twice = List.of(MotionClass.UP, MotionClass.UP);
        assertThatThrownBy(() -> new MotionSettings(twice, 1, 1, 64, 64, 16, 12, 0))
                .isInstanceOf(ConfigException.class)
                .hasMessage("class 'up' is named twice");
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertRefused("classes must be between 2 and 8, found 1", 1, 1, 64, 16, 12);
        assertRefused("training videos per class must be between 1 and 100000, found 0", 2, 0, 64, 16, 12);
        assertRefused("width must be between 32 and 1024, found 30", 2, 1, 30, 16, 12);
        assertRefused("width must be even, found 65", 2, 1, 65, 16, 12);
        assertRefused("frames must be between 2 and 10000, found 1", 2, 1, 64, 1, 12);
        assertRefused("frames per second must be between 1 and 240, found NaN", 2, 1, 64, 16, Double.NaN);
    }

    private static void assertRefused(String message, int classes, int train, int width, int frames, double fps) {
        assertThatThrownBy(() -> new MotionSettings(classes, train, 1, width, 64, frames, fps, 0))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }
}
