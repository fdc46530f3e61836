package org.i3d4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.i3d4j.metrics.Calibration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityPlotTest {
    @TempDir
    private Path folder;

    private BufferedImage draw(Calibration calibration) throws IOException {
        Path file = folder.resolve("reliability.png");
        ReliabilityPlot.write(file, calibration);
        return ImageIO.read(file.toFile());
    }

    private static long pixels(BufferedImage picture, Color color) {
        long found = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                found += (picture.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff) ? 1 : 0;
            }
        }
        return found;
    }

    @Test
    void showsTooMuchAndTooLittleConfidenceInTheirColours() throws IOException {
        Calibration over = new Calibration(15);
        over.add(0.9, false);
        BufferedImage tooSure = draw(over);
        // One bin of 28 pixels, filled up to nine tenths of 420; the line of accuracy 0 lies over a little of it.
        assertThat(pixels(tooSure, ReliabilityPlot.OVERCONFIDENT)).isGreaterThan(27 * 350);
        assertThat(pixels(tooSure, ReliabilityPlot.UNDERCONFIDENT)).isLessThan(200);

        Calibration under = new Calibration(15);
        under.add(0.1, true);
        BufferedImage notSure = draw(under);
        assertThat(pixels(notSure, ReliabilityPlot.UNDERCONFIDENT)).isGreaterThan(27 * 350);
        assertThat(pixels(notSure, ReliabilityPlot.OVERCONFIDENT)).isLessThan(200);
    }

    @Test
    void drawsWithoutAnyPrediction() throws IOException {
        BufferedImage empty = draw(new Calibration(15));

        assertThat(empty.getWidth()).isBetween(400, 800);
        assertThat(pixels(empty, ReliabilityPlot.ACCURACY)).isLessThan(200);
    }
}
