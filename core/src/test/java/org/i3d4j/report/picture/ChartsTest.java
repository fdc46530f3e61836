package org.i3d4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.report.picture.Curves.Point;
import org.i3d4j.report.picture.Svg.Line;
import org.i3d4j.report.picture.Svg.Text;
import org.i3d4j.report.picture.TimelinePlot.Series;
import org.junit.jupiter.api.Test;

/** What charts say and where, read from their elements. */
class ChartsTest {
    private static Curves curves() {
        Curves curves = new Curves();
        curves.showInPercent("top-1");
        for (int step = 1; step <= 100; step++) {
            curves.addNoisy("loss", "train", step, 5.0 / step + step % 2);
            curves.addNoisy("top-1", "train", step, step / 100.0);
            curves.add("learning rate", "train", step, 1e-4 / step);
        }
        curves.add("loss", "validation", 50, 1.5);
        curves.add("loss", "validation", 100, 1);
        return curves;
    }

    @Test
    void noisyCurvesAreFaintBelowTheirMean() {
        List<Line> train = Svg.of(CurvesPlot.chart("run", "step", curves())).lines().stream()
                .filter(line -> line.points() == 100 && line.stroke().equals("#0072b2"))
                .toList();

        // Loss and top-1, each raw and then its mean over it; the learning rate is what it is.
        assertThat(train).extracting(Line::opacity).containsExactly("0.350", "", "0.350", "", "");
    }

    @Test
    void aMeanLiesWithinItsNeighboursAndKeepsTheEnds() {
        List<Point> jumping =
                IntStream.range(0, 50).mapToObj(i -> new Point(i, i % 2)).toList();

        List<Point> smoothed = CurvesPlot.smoothed(jumping, 5);

        assertThat(smoothed).hasSize(50);
        assertThat(smoothed.get(0)).isEqualTo(jumping.get(0));
        assertThat(smoothed.subList(2, 48))
                .allMatch(point -> Math.abs(point.y() - 0.4) < 1e-12 || Math.abs(point.y() - 0.6) < 1e-12);
    }

    @Test
    void longNoisyCurvesKeepTheirLeastAndGreatestValues() {
        List<Point> points = IntStream.range(0, 10_000)
                .mapToObj(i -> new Point(i, i == 7777 ? 9 : i == 77 ? -9 : 0))
                .toList();

        assertThat(CurvesPlot.extremes(points))
                .hasSizeLessThanOrEqualTo(1000)
                .contains(points.get(77), points.get(7777))
                .isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
    }

    @Test
    void panelsBeginAndEndAtTheSamePlacesUnderTheNameOfTheRun() {
        Svg svg = Svg.of(CurvesPlot.chart("i3d_motion in out", "step", curves()));

        assertThat(svg.text("i3d_motion in out").y()).isLessThan(40);
        for (String tick : List.of("20", "100")) {
            assertThat(svg.texts().stream().filter(text -> text.text().equals(tick)))
                    .hasSize(3)
                    .extracting(Text::x)
                    .containsOnly(svg.text(tick).x());
        }
        assertThat(svg.texts())
                .extracting(Text::text)
                .contains("80 %", "4e-5", "train, each step", "train, mean of 5 steps");
    }

    @Test
    void aTimeLineHasRoundTimesAndPercent() {
        List<Point> points = List.of(new Point(10, 0.25), new Point(120, 0.5));
        Svg svg = Svg.of(TimelinePlot.chart("a.mp4", 137, List.of(new Series("left", points))));

        assertThat(svg.texts()).extracting(Text::text).contains("0:00", "0:20", "1:00", "2:00", "0 %", "20 %", "100 %");
        double second = (svg.text("1:40").x() - svg.text("0:20").x()) / 80;
        Line curve = svg.lines().stream()
                .filter(line -> line.stroke().equals("#0072b2"))
                .findFirst()
                .orElseThrow();
        assertThat(curve.x1()).isCloseTo(svg.text("0:20").x() - 10 * second, Offset.offset(0.2));
    }

    private static final int MANY = 400;

    private static ConfusionMatrix many() {
        ConfusionMatrix matrix = new ConfusionMatrix(MANY);
        IntStream.range(0, MANY - 1).forEach(label -> matrix.add(label, label));
        matrix.add(3, 17);
        return matrix;
    }

    private static List<String> names() {
        return IntStream.range(0, MANY).mapToObj(i -> "name of " + i).toList();
    }

    @Test
    void aPictureOfManyClassesSaysTheNameOfEveryNumber() {
        List<Text> texts =
                Svg.of(ConfusionMatrixPlot.chart(many(), names(), false)).texts();

        for (int label = 0; label < MANY; label++) {
            String name = "name of " + label;
            Text named = texts.stream()
                    .filter(text -> text.text().equals(name))
                    .findFirst()
                    .orElseThrow();
            String number = String.valueOf(label);
            assertThat(texts)
                    .anyMatch(text -> text.text().equals(number) && text.y() == named.y() && text.x() < named.x());
        }
    }

    @Test
    void onAPageOfManyClassesEveryCellTellsItsNames() {
        Svg svg = Svg.of(ConfusionMatrixPlot.chart(many(), names(), true));

        assertThat(svg.rectangles("var(--share)"))
                .extracting(Svg.Rectangle::tip)
                .contains("name of 3 taken for name of 17: 1 of 2 (50.00 %)", "name of 5: right, 1 of 1 (100.00 %)");
        assertThat(svg.rectangles("var(--card)"))
                .extracting(Svg.Rectangle::tip)
                .containsExactly("name of 399: no videos");
        assertThat(svg.texts())
                .extracting(Text::text)
                .contains("0", "50", "350")
                .doesNotContain("name of 3");
    }
}
