package org.i3d4j.video.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.MediaMaker;
import org.i3d4j.video.reading.VideoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
    private static final int ONE = 1 << 16;

    @TempDir
    Path folder;

    /** A picture of two rows, abc and def, by its display matrix and what is seen then. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 1, 0, abcdef",
        "0, 1, -1, 0, 90, daebfc",
        "-1, 0, 0, -1, 180, fedcba",
        "0, -1, 1, 0, 270, cfbead",
        "-1, 0, 0, 1, 0, cbafed",
        "1, 0, 0, -1, 180, defabc",
    })
    void turnsAndMirrorsPixels(int a, int b, int c, int d, int degrees, String seen) {
        Orientation orientation = Orientation.ofDisplayMatrix(a * ONE, b * ONE, c * ONE, d * ONE);
        assertThat(orientation.rotationDegrees()).isEqualTo(degrees);
        byte[] plane = "abc..def..".getBytes(StandardCharsets.US_ASCII);
        Orientation.Walk walk = orientation.walk(3, 2, 5);
        int width = orientation.swapsSides() ? 2 : 3;
        byte[] found = new byte[6];
        for (int pixel = 0; pixel < 6; pixel++) {
            found[pixel] = plane[walk.start() + pixel % width * walk.across() + pixel / width * walk.down()];
        }
        assertThat(new String(found, StandardCharsets.US_ASCII)).isEqualTo(seen);
    }

    @Test
    void leavesOtherMatricesAlone() {
        int half = 46341;
        assertThat(Orientation.ofDisplayMatrix(half, half, -half, half)).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.ofDisplayMatrix(2 * ONE, 0, 0, 2 * ONE)).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.ofDisplayMatrix(0, 0, 0, 0)).isEqualTo(Orientation.UPRIGHT);
    }

    /** The quadrants of the first frame differ by 26 at least; where the top left one goes shows the turn. */
    @ParameterizedTest
    @CsvSource({"0, 1, -1, 0, 90, 1, 0", "-1, 0, 0, -1, 180, 1, 1", "0, -1, 1, 0, 270, 0, 1", "-1, 0, 0, 1, 0, 1, 0"})
    void showsVideosTheWayTheirContainerSays(int a, int b, int c, int d, int degrees, int right, int bottom) {
        Path file = folder.resolve("turned.mov");
        int[] matrix = {a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30};
        MediaMaker.remux(MediaCorpus.made("five_frames.mp4"), file, "mov", matrix);
        boolean swapped = degrees % 180 == 90;
        try (VideoReader reader = VideoReader.open(file);
                Clip whole =
                        Clip.allocate(1, reader.info().height(), reader.info().width());
                Clip small = Clip.allocate(1, 2, 2)) {
            assertThat(reader.info().rotationDegrees()).isEqualTo(degrees);
            assertThat(whole.width()).isEqualTo(swapped ? 240 : 320);
            assertThat(whole.height()).isEqualTo(swapped ? 320 : 240);
            reader.read(new int[] {0}, whole);
            assertThat(meanGreen(whole, right, bottom)).isCloseTo(42.1, Offset.offset(1.5));
            reader.read(new int[] {0}, small, Interpolation.AREA);
            assertThat((double) (small.frame(0).get(3 * (2 * bottom + right) + 1) & 0xFF))
                    .isCloseTo(42.1, Offset.offset(8.0));
        }
    }

    private static double meanGreen(Clip clip, int right, int bottom) {
        long sum = 0;
        int width = clip.width() / 2;
        int height = clip.height() / 2;
        ByteBuffer pixels = clip.frame(0);
        for (int y = bottom * height; y < (bottom + 1) * height; y++) {
            for (int x = right * width; x < (right + 1) * width; x++) {
                sum += pixels.get(3 * (y * clip.width() + x) + 1) & 0xFF;
            }
        }
        return (double) sum / width / height;
    }
}
