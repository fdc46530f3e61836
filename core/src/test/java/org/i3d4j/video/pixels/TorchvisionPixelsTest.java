package org.i3d4j.video.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Against torchvision 0.28: see {@code torchvision_pixels.py} beside the figures. */
class TorchvisionPixelsTest {
    private static final int HEIGHT = 30;
    private static final int WIDTH = 26;
    private static final JsonNode RESULTS = results();

    private static JsonNode results() {
        String name = "torchvision_pixels.json";
        try (InputStream in = Objects.requireNonNull(TorchvisionPixelsTest.class.getResourceAsStream(name))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] result(String name) {
        return Base64.getDecoder().decode(RESULTS.path(name).asString());
    }

    private static PixelFrame picture() {
        PixelFrame frame = new PixelFrame(HEIGHT, WIDTH, 3);
        byte[] picture = result("picture");
        System.arraycopy(picture, 0, frame.pixels(), 0, picture.length);
        return frame;
    }

    static List<Arguments> exact() {
        return List.of(
                Arguments.of("brightness 0.6", PointOperations.brightness(0.6)),
                Arguments.of("brightness 1.7", PointOperations.brightness(1.7)),
                Arguments.of("grayscale", ColorOperations.grayscale()),
                Arguments.of("posterize 3", PointOperations.posterize(3)),
                Arguments.of("solarize 100", PointOperations.solarize(100)),
                Arguments.of("equalize", FrameStatistics.equalize()),
                Arguments.of("shear x 0.23", AffineWarp.shearX(0.23, HEIGHT)),
                Arguments.of("shear y -0.17", AffineWarp.shearY(-0.17, WIDTH)),
                Arguments.of("translate 5 -3", AffineWarp.translate(5, -3)),
                Arguments.of("rotate 17", AffineWarp.rotate(17)),
                Arguments.of("rotate -30", AffineWarp.rotate(-30)));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void isTorchvisionsToTheLevel(String name, PixelOperation operation) {
        PixelFrame frame = picture();

        operation.apply(frame);

        assertThat(frame.pixels()).isEqualTo(result(name)).isNotEqualTo(result("picture"));
    }

    static List<Arguments> rounded() {
        PixelOperation narrowed = frame -> {
            byte[] pixels = frame.pixels();
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) ((pixels[i] & 0xff) / 3 + 40);
            }
        };
        return List.of(
                Arguments.of("contrast 0.3", FrameStatistics.contrast(0.3)),
                Arguments.of("contrast 1.8", FrameStatistics.contrast(1.8)),
                Arguments.of("saturation 0.25", ColorOperations.saturation(0.25)),
                Arguments.of("saturation 1.9", ColorOperations.saturation(1.9)),
                Arguments.of("hue 0.1", ColorOperations.hue(0.1)),
                Arguments.of("hue -0.45", ColorOperations.hue(-0.45)),
                Arguments.of("autocontrast", PixelOperation.inOrder(List.of(narrowed, FrameStatistics.autoContrast()))),
                Arguments.of("sharpness 0.1", new Sharpness(0.1)),
                Arguments.of("sharpness 1.9", new Sharpness(1.9)));
    }

    /** One level: torch may fuse a multiplication with an addition, and the fraction is dropped. */
    @ParameterizedTest
    @MethodSource("rounded")
    void isTorchvisionsWithinARoundedLevel(String name, PixelOperation operation) {
        PixelFrame frame = picture();

        operation.apply(frame);

        assertNear(frame.pixels(), result(name));
        assertThat(greatestDifference(frame.pixels(), result("picture"))).isGreaterThan(1);
    }

    private static void assertNear(byte[] actual, byte[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(greatestDifference(actual, expected)).isLessThanOrEqualTo(1);
        long different = IntStream.range(0, actual.length)
                .filter(i -> actual[i] != expected[i])
                .count();
        assertThat(different).as("rounded otherwise").isLessThan(actual.length / 20);
    }

    private static int greatestDifference(byte[] a, byte[] b) {
        return IntStream.range(0, a.length)
                .map(i -> Math.abs((a[i] & 0xff) - (b[i] & 0xff)))
                .max()
                .orElseThrow();
    }

    @Test
    void scalesAsTheAntialiasedResize() {
        Stream.of(List.of(11, 17), List.of(41, 37)).forEach(size -> {
            int height = size.get(0);
            int width = size.get(1);
            byte[] scaled = new byte[height * width * 3];

            new BilinearScaler(HEIGHT, WIDTH, height, width, 3).scale(result("picture"), scaled);

            assertNear(scaled, result("resize " + height + " " + width));
        });
    }
}
