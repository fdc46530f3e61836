package org.i3d4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.i3d4j.report.picture.Curves.Point;
import org.i3d4j.report.picture.LabelStrip.Line;
import org.i3d4j.report.picture.TimelinePlot.Series;
import org.i3d4j.video.Clip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelStripTest {
    @TempDir
    private Path folder;

    private static Clip white(int width, int height) {
        Clip clip = Clip.allocate(1, height, width);
        ByteBuffer pixels = clip.frame(0);
        while (pixels.hasRemaining()) {
            pixels.put((byte) 255);
        }
        return clip;
    }

    private static int touchedRows(Clip clip) {
        int rows = 0;
        for (int y = 0; y < clip.height(); y++) {
            boolean touched = false;
            for (int i = 0; i < 3 * clip.width(); i++) {
                touched |= clip.frame(0).get(3 * y * clip.width() + i) != (byte) 255;
            }
            rows += touched ? 1 : 0;
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"16, 16, 14", "64, 64, 14", "320, 240, 51", "1920, 1080, 180"})
    void coversTheTopOfFramesOfAnySize(int width, int height, int rows) {
        List<Line> lines = List.of(new Line("a very long label of a class", 0.9), new Line("b", 0), new Line("世界", 1));
        try (Clip clip = white(width, height)) {
            LabelStrip strip = new LabelStrip(width, height);
            strip.draw(lines, clip, 0);
            int drawn = Math.min(lines.size(), strip.maximumLines());
            assertThat(touchedRows(clip)).isEqualTo(rows).isLessThanOrEqualTo(Math.max(14, 7 * height / 20));
            assertThat(rows % drawn).isZero();
        }
    }

    @Test
    void changesNothingWithoutLabels() {
        try (Clip clip = white(64, 64)) {
            LabelStrip strip = new LabelStrip(64, 64);
            strip.draw(List.of(new Line("a", 0.5)), clip, 0);
            try (Clip next = white(64, 64)) {
                strip.draw(List.of(), next, 0);
                assertThat(touchedRows(next)).isZero();
            }
        }
    }

    /** The bar is blue, what it leaves free is dark. */
    @Test
    void drawsABarAsLongAsTheProbability() {
        try (Clip clip = white(200, 100)) {
            new LabelStrip(200, 100).draw(List.of(new Line("", 0.25)), clip, 0);
            int inBar = 3 * (7 * 200 + 48);
            int behindIt = 3 * (7 * 200 + 52);
            assertThat(clip.frame(0).get(inBar + 2) & 0xff).isGreaterThan(150);
            assertThat(clip.frame(0).get(behindIt + 2) & 0xff).isLessThan(80);
        }
    }

    @Test
    void refusesFramesOfAnotherWidth() {
        try (Clip clip = white(64, 64)) {
            assertThatThrownBy(() -> new LabelStrip(32, 64).draw(List.of(), clip, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0 s", "3, 10, 3 s", "2.5, 5, 2.5 s", "0.2, 1, 0.2 s", "75, 600, 1:15", "3725, 7200, 1:02:05"})
    void writesTimesAsTheLengthOfTheAxisNeeds(double seconds, double duration, String text) {
        assertThat(TimelinePlot.time(seconds, duration, Ticks.ofTime(duration, 12)))
                .isEqualTo(text);
    }

    @Test
    void drawsATimelineOfAnyNumberOfPoints() throws IOException {
        Path file = folder.resolve("timeline.png");
        List<Point> one = List.of(new Point(0.5, 0.5));
        List<Point> unknown = List.of(new Point(0.5, Double.NaN));
        TimelinePlot.write(file, "x", 1, List.of(new Series("a", one), new Series("a", one), new Series("b", unknown)));
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture.getWidth()).isEqualTo(1200);
        TimelinePlot.write(file, "y".repeat(1000), 0, List.of());
        assertThat(ImageIO.read(file.toFile())).isNotNull();
    }
}
