package org.i3d4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.i3d4j.error.OutputException;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.video.Clip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be checked of a picture without looking at it: that it is there, its size, colours at known places. */
class PlotsTest {
    @TempDir
    private Path folder;

    private static long pixels(BufferedImage picture, Color color) {
        long found = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                found += (picture.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff) ? 1 : 0;
            }
        }
        return found;
    }

    private BufferedImage read(String name) throws IOException {
        return ImageIO.read(folder.resolve(name).toFile());
    }

    @Test
    void drawsAPanelForEachQuantity() throws IOException {
        Curves curves = new Curves();
        for (int step = 1; step <= 100; step++) {
            curves.add("loss", "train", step, 1.0 / step);
            curves.add("learning rate", "lr", step, 1e-5 * step);
        }
        curves.add("loss", "val", 100, 0.1);
        CurvesPlot.write(folder.resolve("curves.png"), "run", "step", curves);
        BufferedImage picture = read("curves.png");
        assertThat(picture.getHeight()).isEqualTo(44 + 2 * 300);
        assertThat(pixels(picture, new Color(0x0072b2))).isGreaterThan(500);
        assertThat(pixels(picture, new Color(0xd55e00))).isGreaterThan(10);
    }

    @Test
    void whatIsCountedHasNoHalvesOnItsAxis() {
        Curves curves = new Curves();
        Curves rates = new Curves();
        for (int at = 1; at <= 3; at++) {
            curves.add("FVD", "FVD", at, 10.5 / at);
            rates.add("rate", "rate", at / 4.0, at);
        }

        assertThat(CurvesPlot.chart("FVD", "set", curves).x().ticks().values()).containsExactly(1.0, 2.0, 3.0);
        assertThat(CurvesPlot.chart("rates", "epoch", rates).x().ticks().step()).isLessThan(0.25);
    }

    @Test
    void drawsCurvesWithoutAnyFiniteValue() throws IOException {
        Curves curves = new Curves();
        curves.add("loss", "train", 1, Double.NaN);
        curves.add("loss", "val", 1, Double.POSITIVE_INFINITY);
        CurvesPlot.write(folder.resolve("nan.png"), "run", "step", curves);
        assertThat(read("nan.png").getHeight()).isEqualTo(44 + 300);
        CurvesPlot.write(folder.resolve("empty.png"), "run", "step", new Curves());
        assertThat(read("empty.png").getHeight()).isEqualTo(44 + 300);
    }

    @Test
    void drawsCurvesThatDoNotMove() throws IOException {
        Curves curves = new Curves();
        for (int step = 0; step < 100; step++) {
            curves.add("loss", "train", step, 0);
        }
        CurvesPlot.write(folder.resolve("flat.png"), "run", "step", curves);
        assertThat(pixels(read("flat.png"), new Color(0x0072b2))).isGreaterThan(500);
    }

    @Test
    void averagesNeighboursOfLongCurves() {
        List<Curves.Point> points = new ArrayList<>();
        IntStream.range(0, 1000).forEach(i -> points.add(new Curves.Point(i, i % 2)));
        List<Curves.Point> thinned = CurvesPlot.thinned(points);
        assertThat(thinned).hasSize(500).allMatch(point -> point.y() == 0.5);
        assertThat(thinned.get(0).x()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 60, 61, 400})
    void drawsConfusionMatricesOfAnySize(int classes) throws IOException {
        ConfusionMatrix matrix = new ConfusionMatrix(classes);
        for (int c = 0; c < classes; c++) {
            matrix.add(c, c);
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
        ConfusionMatrixPlot.write(folder.resolve("matrix.png"), matrix, names);
        BufferedImage picture = read("matrix.png");
        assertThat(picture.getWidth()).isBetween(200, 1600);
        assertThat(pixels(picture, ShareColor.of(1))).isGreaterThan(classes);
    }

    @Test
    void marksClassesWithoutSamples() throws IOException {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        ConfusionMatrixPlot.write(folder.resolve("empty.png"), matrix, List.of("a", "b"));
        assertThat(pixels(read("empty.png"), Ink.NOTHING_KNOWN.onPaper())).isGreaterThan(10_000);
    }

    @Test
    void wantsANameForEachClass() {
        assertThatThrownBy(
                        () -> ConfusionMatrixPlot.write(folder.resolve("m.png"), new ConfusionMatrix(2), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsFramesFromTheFirstToTheLast() throws IOException {
        ContactSheet sheet = new ContactSheet(3, 20);
        try (Clip clip = Clip.allocate(5, 10, 16)) {
            for (int frame = 0; frame < clip.frames(); frame++) {
                ByteBuffer pixels = clip.frame(frame);
                while (pixels.hasRemaining()) {
                    pixels.put((byte) (50 * frame)).put((byte) 10).put((byte) 200);
                }
            }
            sheet.add(clip, "left, ".repeat(100), ContactSheet.Verdict.WRONG);
        }
        sheet.write(folder.resolve("sheet.png"));
        BufferedImage picture = read("sheet.png");
        assertThat(pixels(picture, new Color(0, 10, 200))).isEqualTo(32 * 20);
        assertThat(pixels(picture, new Color(100, 10, 200))).isEqualTo(32 * 20);
        assertThat(pixels(picture, new Color(200, 10, 200))).isEqualTo(32 * 20);
        assertThat(pixels(picture, new Color(0xc0202a))).isGreaterThan(6 * 40);
    }

    @Test
    void showsHorizontalMotionAsRedAndVerticalAsGreen() throws IOException {
        ContactSheet sheet = new ContactSheet(1, 32);
        try (Clip flow = Clip.allocate(1, 32, 20, 2)) {
            for (int pixel = 0; pixel < 32 * 20; pixel++) {
                flow.frame(0).put(2 * pixel, (byte) 200).put(2 * pixel + 1, (byte) 10);
            }
            sheet.add(flow, "right and up", ContactSheet.Verdict.NONE);
        }
        sheet.write(folder.resolve("sheet.png"));
        assertThat(pixels(read("sheet.png"), new Color(200, 10, 128))).isEqualTo(32 * 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void showsNothingElseThanRgbAndOpticalFlow(int channels) {
        try (Clip clip = Clip.allocate(2, 8, 8, channels)) {
            ContactSheet sheet = new ContactSheet(2, 8);
            assertThatThrownBy(() -> sheet.add(clip, "other", ContactSheet.Verdict.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saysWhatToInstallWhereThereAreNoFonts() {
        assertThatThrownBy(() -> Pictures.draw(() -> {
                    throw new InternalError("Fontconfig head is null, check your fonts or fonts configuration");
                }))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("fontconfig");
    }
}
