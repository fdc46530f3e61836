package org.i3d4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.i3d4j.report.BarChart.Bar;
import org.junit.jupiter.api.Test;

class BarChartTest {
    private static final int FILL = 0xff4a86c5;

    @Test
    void barsAreAsLongAsTheirCounts() {
        BufferedImage picture = BarChart.draw("videos", List.of(new Bar("a", 100), new Bar("b", 50), new Bar("c", 0)));

        int first = filled(picture, 40 + 8);
        assertThat(first).isGreaterThan(400);
        assertThat(filled(picture, 60 + 8)).isEqualTo(first / 2);
        assertThat(filled(picture, 80 + 8)).isZero();
    }

    private static int filled(BufferedImage picture, int y) {
        int count = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            count += picture.getRGB(x, y) == FILL ? 1 : 0;
        }
        return count;
    }

    @Test
    void longLabelsNotesAndNothingAtAllAreDrawn() {
        assertThat(BarChart.draw("videos", List.of()).getHeight()).isPositive();
        BufferedImage picture =
                BarChart.draw("videos", List.of(new Bar("long ".repeat(200), 3), Bar.note("(5 more)"), new Bar("", 1)));

        assertThat(filled(picture, 40 + 8)).isGreaterThan(400);
        assertThat(filled(picture, 60 + 8)).isZero();
    }
}
