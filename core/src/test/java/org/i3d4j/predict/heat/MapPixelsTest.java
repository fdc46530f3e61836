package org.i3d4j.predict.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.FieldCentres;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.junit.jupiter.api.Test;

class MapPixelsTest {
    private static final Extent SIZE = new Extent(2, 7, 7);

    /** Of 16 frames of 224x224: 1000 a position in time, 10 a row, 1 a column. */
    private static ClassMap map(int startFrame, ClipGeometry geometry) {
        double[] values = new double[2 * 7 * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1000 * (i / 49) + 10 * (i / 7 % 7) + i % 7;
        }
        return new ClassMap(
                0,
                "left",
                0.5,
                SIZE,
                values,
                new MapPlace(startFrame, startFrame + 16, 16, geometry),
                FieldCentres.of(InceptionTable.of(3, 1), new Extent(16, 224, 224)));
    }

    private static float at(float[] values, int width, int y, int x) {
        return values[y * width + x];
    }

    /** A frame of 320x256, which is not resized, and of which the middle 224x224 are seen. */
    private static ClipGeometry middle(boolean flipped) {
        return new ClipGeometry(256, 320, Interpolation.BILINEAR, 16, 48, 224, 224, flipped);
    }

    @Test
    void takesEachPixelBackToWhereTheNetworkSawIt() {
        float[] values = new MapPixels(320, 256).of(map(0, middle(false)), 5);
        // Position (1, 2) looks at row 23 + 32 and column 23 + 64 of the crop, at frame 5 of the clip.
        assertThat(at(values, 320, 16 + 55, 48 + 87)).isCloseTo(12, within(1e-4f));
        assertThat(at(values, 320, 16 + 55 + 8, 48 + 87 + 16)).isCloseTo(10 * 1.25f + 2.5f, within(1e-4f));
        // Nearer to the edges than any position looks, the outermost hold.
        assertThat(at(values, 320, 16, 48)).isZero();
        assertThat(at(values, 320, 16 + 223, 48 + 223)).isCloseTo(66, within(1e-4f));
    }

    @Test
    void hasNothingOutsideOfTheCrop() {
        float[] values = new MapPixels(320, 256).of(map(0, middle(false)), 0);
        int seen = 0;
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 320; x++) {
                boolean inside = y >= 16 && y < 240 && x >= 48 && x < 272;
                assertThat(Float.isNaN(at(values, 320, y, x)))
                        .as("%d, %d", y, x)
                        .isEqualTo(!inside);
                seen += inside ? 1 : 0;
            }
        }
        assertThat(seen).isEqualTo(224 * 224);
    }

    @Test
    void followsAMirroredClip() {
        float[] plain = new MapPixels(320, 256).of(map(0, middle(false)), 5).clone();
        float[] mirrored = new MapPixels(320, 256).of(map(0, middle(true)), 5);
        for (int x = 48; x < 272; x++) {
            assertThat(at(mirrored, 320, 100, x)).isCloseTo(at(plain, 320, 100, 48 + 271 - x), within(1e-4f));
        }
    }

    /** Twice as large frames were halved ahead of the crop: pixel 2c + 0.5 of the frame, between two, is pixel c of the resized one. */
    @Test
    void undoesTheResize() {
        float[] small = new MapPixels(320, 256).of(map(0, middle(false)), 5).clone();
        float[] large = new MapPixels(640, 512).of(map(0, middle(false)), 5);
        for (int y = 60; y < 200; y += 7) {
            for (int x = 80; x < 240; x += 11) {
                float mean = (at(large, 640, 2 * y, 2 * x)
                                + at(large, 640, 2 * y, 2 * x + 1)
                                + at(large, 640, 2 * y + 1, 2 * x)
                                + at(large, 640, 2 * y + 1, 2 * x + 1))
                        / 4;
                assertThat(mean).isCloseTo(at(small, 320, y, x), within(1e-3f));
            }
        }
        assertThat(at(large, 640, 100, 95)).isNaN();
        assertThat(at(large, 640, 100, 96)).isNotNaN();
    }

    @Test
    void windowsThatAreScaledAreUndoneToo() {
        ClipGeometry scaled =
                new ClipGeometry(256, 320, Interpolation.BILINEAR, 16, 48, 112, 112, false).scaled(224, 224);
        float[] values = new MapPixels(320, 256).of(map(0, scaled), 5);
        // Column 48 + 43 of the frame covers columns 86 and 87 of the clip.
        assertThat(at(values, 320, 16 + 27, 48 + 43))
                .isCloseTo(10 * (54.5f - 23) / 32 + (86.5f - 23) / 32, within(1e-4f));
        assertThat(at(values, 320, 16 + 112, 48)).isNaN();
    }

    /** Position 0 looks at frame 5 of the clip, position 1 at frame 13. */
    @Test
    void goesFromPositionToPositionInTime() {
        MapPixels pixels = new MapPixels(320, 256);
        ClassMap map = map(100, middle(false));
        assertThat(at(pixels.of(map, 100), 320, 16, 48)).isZero();
        assertThat(at(pixels.of(map, 105), 320, 16, 48)).isZero();
        assertThat(at(pixels.of(map, 107), 320, 16, 48)).isCloseTo(250, within(1e-3f));
        assertThat(at(pixels.of(map, 113), 320, 16, 48)).isCloseTo(1000, within(1e-3f));
        assertThat(at(pixels.of(map, 115), 320, 16, 48)).isCloseTo(1000, within(1e-3f));
    }

    @Test
    void takesTheMapWhoseMiddleIsNearest() {
        ClassMaps maps = new ClassMaps(List.of(map(0, middle(false)), map(8, middle(false)), map(30, middle(false))));
        assertThat(maps.at(0).place().startFrame()).isZero();
        assertThat(maps.at(11).place().startFrame()).isZero();
        assertThat(maps.at(12).place().startFrame()).isEqualTo(8);
        assertThat(maps.at(26).place().startFrame()).isEqualTo(8);
        assertThat(maps.at(27).place().startFrame()).isEqualTo(30);
        assertThat(maps.at(1000).place().startFrame()).isEqualTo(30);
        assertThat(maps.largest()).isEqualTo(1066);
    }
}
