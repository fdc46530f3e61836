package org.i3d4j.report.seeing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.flow.FlowColors;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterSheetTest {
    private static final int FRAME = 7 * 7;
    private static final int CHANNEL = 7 * FRAME;

    @TempDir
    private Path folder;

    private BufferedImage draw(float[] values, long... shape) throws IOException {
        Path file = folder.resolve("filters.png");
        FilterSheet.write(file, "filters", TensorData.of(values, shape));
        return ImageIO.read(file.toFile());
    }

    /** Colours of a rectangle. */
    private static Set<Integer> colors(BufferedImage picture, int left, int top, int side) {
        Set<Integer> colors = new TreeSet<>();
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                colors.add(picture.getRGB(x, y) & 0xffffff);
            }
        }
        return colors;
    }

    /** Where the tile of frame {@code frame} of filter {@code filter} begins. */
    private static int left(int filter, int frame) {
        return 18 + filter / 16 * (34 + 7 * 44 + 18) + 34 + frame * 44;
    }

    private static int top(int filter) {
        return 2 * 18 + 3 * 20 + filter % 16 * 48;
    }

    @Test
    void drawsEveryWeightInItsPlaceByTheScaleOfItsFilter() throws IOException {
        float[] values = new float[18 * 3 * CHANNEL];
        // Filter 17, red, frame 2, row 3, column 5; and its blue, half as strong and below zero.
        int at = 17 * 3 * CHANNEL + 2 * FRAME + 3 * 7 + 5;
        values[at] = 0.02f;
        values[at + 2 * CHANNEL] = -0.01f;

        BufferedImage picture = draw(values, 18, 3, 7, 7, 7);

        assertThat(colors(picture, left(17, 2) + 5 * 6, top(17) + 3 * 6, 6)).containsExactly(0xff8040);
        assertThat(colors(picture, left(17, 2), top(17), 18)).containsExactly(0x808080);
        assertThat(colors(picture, left(17, 1), top(17), 42)).containsExactly(0x808080);
        assertThat(colors(picture, left(0, 0), top(0), 42)).containsExactly(0x808080);
    }

    @Test
    void drawsFlowAsMotions() throws IOException {
        float[] values = new float[2 * CHANNEL];
        values[0] = 0.3f;
        values[1 + CHANNEL] = -0.15f;

        BufferedImage picture = draw(values, 1, 2, 7, 7, 7);

        assertThat(colors(picture, left(0, 0), top(0), 6)).containsExactly(FlowColors.color(1, 0, 1));
        assertThat(colors(picture, left(0, 0) + 6, top(0), 6)).containsExactly(FlowColors.color(0, -1, 2));
        assertThat(colors(picture, left(0, 1), top(0), 42)).containsExactly(0xffffff);
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> draw(new float[343], 1, 1, 7, 7, 7))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 channel");
        assertThatThrownBy(() -> draw(new float[6], 2, 3))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 3]");
    }
}
