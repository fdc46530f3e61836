package org.i3d4j.frechet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.i3d4j.golden.GoldenForward;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Against TensorFlow's {@code resize_bilinear} and PyTorch's {@code interpolate}, by {@code bilinear.py}. */
class BilinearResizeTest {
    private static final int SIDE = 224;
    private static final int CHANNELS = 3;

    /** Levels are up to 255; their float32 rounds to 1.5e-5, a step of the arithmetic. */
    private static final float ROUNDING = 1e-4f;

    /** PyTorch rounds source places once less: they differ by 3e-5 of a pixel, on two axes, times 255 levels. */
    private static final float ROUNDING_OF_PLACES = 2e-2f;

    private static byte[] frame(int height, int width) {
        byte[] levels = new byte[height * width * CHANNELS];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int k = 0; k < CHANNELS; k++) {
                    levels[at++] = (byte) (7 * x + 13 * y + 29 * k + 5 * (x * y % 31) + x * x % 17);
                }
            }
        }
        return levels;
    }

    /** 224 x 224 x 3. */
    private static float[] resized(int height, int width, BilinearResize.Centres centres) {
        BilinearResize resize = new BilinearResize(height, width, SIDE, centres);
        float[] result = new float[SIDE * SIDE * CHANNELS];
        float[] plane = new float[SIDE * SIDE];
        for (int k = 0; k < CHANNELS; k++) {
            resize.resize(frame(height, width), k, CHANNELS, CHANNELS * width, plane);
            for (int i = 0; i < plane.length; i++) {
                result[i * CHANNELS + k] = plane[i];
            }
        }
        return result;
    }

    @ParameterizedTest
    @EnumSource(BilinearResize.Centres.class)
    void givesWhatTheOtherProgramGives(BilinearResize.Centres centres) throws IOException {
        JsonNode numbers = Numbers.in("bilinear.json");
        double[] index = GoldenForward.doubles(numbers.get("index"));
        assertThat(numbers.get("cases").size()).isEqualTo(6);
        for (JsonNode sizes : numbers.get("cases")) {
            float[] found =
                    resized(sizes.get("height").asInt(), sizes.get("width").asInt(), centres);
            JsonNode expected =
                    sizes.get(centres == BilinearResize.Centres.AT_CORNERS ? "at_corners" : "in_the_middle");
            double[] values = GoldenForward.doubles(expected.get("values"));
            float tolerated = centres == BilinearResize.Centres.AT_CORNERS ? ROUNDING : ROUNDING_OF_PLACES;
            double sum = 0;
            for (float value : found) {
                sum += value;
            }
            for (int i = 0; i < index.length; i++) {
                assertThat(found[(int) index[i]])
                        .as(
                                "%d x %d at %d",
                                sizes.get("height").asInt(), sizes.get("width").asInt(), (int) index[i])
                        .isCloseTo((float) values[i], within(tolerated));
            }
            assertThat(sum / found.length)
                    .isCloseTo(expected.get("sum").asDouble() / found.length, within((double) ROUNDING));
        }
    }

    /** The corner pixel of the new frame is that of the old one, and half a pixel is not in between. */
    @Test
    void centresDiffer() {
        byte[] ramp = {0, 100};
        float[] corners = new float[4 * 4];
        float[] middle = new float[4 * 4];

        new BilinearResize(1, 2, 4, BilinearResize.Centres.AT_CORNERS).resize(ramp, 0, 1, 2, corners);
        new BilinearResize(1, 2, 4, BilinearResize.Centres.IN_THE_MIDDLE).resize(ramp, 0, 1, 2, middle);

        assertThat(corners).startsWith(0, 50, 100, 100);
        assertThat(middle).startsWith(0, 25, 75, 100);
    }
}
