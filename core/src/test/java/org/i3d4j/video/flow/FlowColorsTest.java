package org.i3d4j.video.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowColorsTest {
    @ParameterizedTest
    @CsvSource({"0, 0, FFFFFF", "5, 0, FF0000", "9, 0, FF0000", "2.5, 0, FF8080", "-5, 0, 00FFFF", "5, -1e-15, FF0000"})
    void directionIsHueAndSpeedSaturation(float right, float down, String color) {
        assertThat(String.format("%06X", FlowColors.color(right, down, 5))).isEqualTo(color);
    }

    /** Down is a quarter turn from the right with the clock, a hue between yellow and green. */
    @Test
    void drawsLevels() {
        ByteBuffer rgb = ByteBuffer.allocate(6);
        ByteBuffer levels = ByteBuffer.wrap(new byte[] {(byte) 128, (byte) 255, (byte) 255, (byte) 128});

        FlowColors.draw(levels, 2, FlowLevels.FROM_128, 5, rgb);

        assertThat(rgb.array()).containsExactly(0x80, 0xFF, 0, 0xFF, 0, 0);
    }
}
