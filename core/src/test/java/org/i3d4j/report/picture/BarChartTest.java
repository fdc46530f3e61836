package org.i3d4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.i3d4j.report.picture.BarChart.Bar;
import org.i3d4j.report.picture.Svg.Rectangle;
import org.junit.jupiter.api.Test;

class BarChartTest {
    private static List<Rectangle> bars(Svg svg) {
        return svg.rectangles("var(--bar)");
    }

    @Test
    void barsAreAsLongAsTheirCountsOnTheAxis() {
        Svg svg = Svg.of(BarChart.chart(
                "videos", List.of(new Bar("a", 100), new Bar("b", 40), new Bar("none", 0), new Bar("c", 1))));

        Rectangle first = bars(svg).get(0);
        Rectangle second = bars(svg).get(1);
        assertThat(bars(svg)).extracting(Rectangle::x).containsOnly(first.x());
        // Half a tenth, to which numbers are written, for each side.
        assertThat(first.x() + first.width()).isCloseTo(svg.text("100").x(), Offset.offset(0.1));
        assertThat(second.x() + second.width()).isCloseTo(svg.text("40").x(), Offset.offset(0.1));
        assertThat(bars(svg).get(2).width()).isZero();
    }

    @Test
    void theAxisHasWholeCounts() {
        Svg svg = Svg.of(BarChart.chart("videos", List.of(new Bar("a", 2))));

        assertThat(svg.texts())
                .extracting(Svg.Text::text)
                .containsExactly("videos", "0", "0", "1", "1", "2", "2", "a", "2");
    }

    @Test
    void longLabelsNotesAndNothingAtAllAreDrawn() {
        assertThat(BarChart.chart("videos", List.of()).height()).isPositive();
        Svg svg = Svg.of(BarChart.chart(
                "videos", List.of(new Bar("long ".repeat(200), 3), Bar.note("(5 more)"), new Bar("", 1))));

        assertThat(bars(svg)).hasSize(2);
        assertThat(bars(svg).get(0).width()).isGreaterThan(400);
        assertThat(svg.texts()).extracting(Svg.Text::text).contains("(5 more)").anyMatch(text -> text.endsWith("…"));
    }
}
