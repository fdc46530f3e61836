package org.i3d4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.report.picture.Svg.Line;
import org.i3d4j.report.picture.Svg.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityPlotTest {
    private static final String TOO_CONFIDENT = "var(--too-confident)";
    private static final String NOT_CONFIDENT = "var(--not-confident)";

    private static Svg svg(Calibration calibration) {
        return Svg.parse(ReliabilityPlot.svg(calibration));
    }

    private static Calibration of(double confidence, boolean isCorrect, int times) {
        Calibration calibration = new Calibration(15);
        for (int i = 0; i < times; i++) {
            calibration.add(confidence, isCorrect);
        }
        return calibration;
    }

    /** Slanted lines within a rectangle, as (rising, falling). */
    private static List<Boolean> hatching(Svg svg, Rectangle box) {
        return svg.lines().stream()
                .filter(line -> line.x1() >= box.x() && line.x2() <= box.x() + box.width())
                .filter(line -> Math.min(line.y1(), line.y2()) >= box.y())
                .filter(line -> Math.max(line.y1(), line.y2()) <= box.y() + box.height())
                .filter(line -> line.x1() != line.x2() && line.y1() != line.y2())
                .map(ReliabilityPlotTest::isRising)
                .distinct()
                .toList();
    }

    private static boolean isRising(Line line) {
        return (line.y2() < line.y1()) == (line.x2() > line.x1());
    }

    @Test
    void showsTooMuchAndTooLittleConfidenceInTheirColoursAndHatching() {
        Svg tooSure = svg(of(0.9, false, 1));
        // The first is the key's.
        Rectangle over = tooSure.rectangles(TOO_CONFIDENT).get(1);
        assertThat(over.height()).isCloseTo(0.9 * 420, Offset.offset(1.0));
        assertThat(tooSure.rectangles(NOT_CONFIDENT)).hasSize(1);
        assertThat(hatching(tooSure, over)).containsExactly(true);

        Svg notSure = svg(of(0.1, true, 1));
        Rectangle under = notSure.rectangles(NOT_CONFIDENT).get(1);
        assertThat(under.height()).isCloseTo(0.9 * 420, Offset.offset(1.0));
        assertThat(notSure.rectangles(TOO_CONFIDENT)).hasSize(1);
        assertThat(hatching(notSure, under)).containsExactly(false);
    }

    @Test
    void theSpreadHasCountsOnItsAxis() {
        Svg svg = svg(of(0.9, true, 37));

        Rectangle bar = svg.rectangles("var(--faint)").stream()
                .filter(rectangle -> rectangle.height() > 0)
                .findFirst()
                .orElseThrow();
        double perVideo = (svg.text("0").y() - svg.text("40").y()) / 40;
        assertThat(svg.texts()).extracting(Svg.Text::text).contains("20", "40");
        assertThat(bar.height()).isCloseTo(37 * perVideo, Offset.offset(0.2));
        assertThat(bar.tip())
                .isEqualTo("confidence 86.67 % to 93.33 %: 37 videos, mean confidence 90.00 %, accuracy 100.00 %");
    }

    @Test
    void drawsWithoutAnyPrediction(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("reliability.png");
        ReliabilityPlot.write(file, new Calibration(15));

        assertThat(ImageIO.read(file.toFile()).getWidth()).isBetween(400, 800);
        assertThat(svg(new Calibration(15)).texts())
                .extracting(Svg.Text::text)
                .contains("expected calibration error: undefined");
    }
}
