package org.i3d4j.video.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.i3d4j.video.pixels.OpenCvScaler.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenCvScalerTest {
    private static final Path OPENCV = Path.of("src", "test", "resources", "opencv", "resize.txt");
    /** Bytes between rows that no one may touch. */
    private static final int GAP = 3;

    /** A line of the resource: what OpenCV makes of a plane. */
    record Golden(Method method, int height, int width, int newHeight, int newWidth, String hex) {
        static Golden of(String line) {
            String[] parts = line.split("[ x]", -1);
            return new Golden(
                    Method.valueOf(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4]),
                    parts[5]);
        }

        byte[] pixels() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public String toString() {
            return method + " " + height + "x" + width + " to " + newHeight + "x" + newWidth;
        }
    }

    static Stream<Golden> goldens() throws IOException {
        return Files.readAllLines(OPENCV).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Golden::of);
    }

    /** Cubic sums are rounded from float in OpenCV's vector code, where they lie between two levels by chance. */
    @ParameterizedTest
    @MethodSource("goldens")
    void scalesAsOpenCv(Golden golden) {
        byte[] scaled = scaled(golden.method(), golden, 0, golden.newHeight());
        if (golden.method() != Method.CUBIC) {
            assertThat(scaled).isEqualTo(golden.pixels());
        }
        byte[] expected = golden.pixels();
        for (int i = 0; i < scaled.length; i++) {
            assertThat(scaled[i] & 0xFF)
                    .as("pixel %d", i)
                    .isBetween((expected[i] & 0xFF) - 1, (expected[i] & 0xFF) + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void someRowsAreThoseOfTheWhole(Method method) {
        Golden sizes = new Golden(method, 9, 13, 20, 17, "");
        byte[] whole = scaled(method, sizes, 0, 20);
        for (int top : new int[] {0, 1, 7, 19}) {
            int rows = Math.min(5, 20 - top);
            assertThat(scaled(method, sizes, top, rows))
                    .isEqualTo(Arrays.copyOfRange(whole, top * 17, (top + rows) * 17));
        }
    }

    @Test
    void keepsNothingOfThePlaneBefore() {
        OpenCvScaler scaler = new OpenCvScaler(2, 2, 3, 3, Method.CUBIC);
        ByteBuffer black = ByteBuffer.allocateDirect(4);
        ByteBuffer white = ByteBuffer.wrap(new byte[] {-1, -1, -1, -1});
        ByteBuffer into = ByteBuffer.allocateDirect(9);
        scaler.scale(black, 2, 0, 3, into, 3);
        scaler.scale(white, 2, 0, 3, into, 3);
        for (int i = 0; i < 9; i++) {
            assertThat(into.get(i)).isEqualTo((byte) 255);
        }
    }

    private static byte[] scaled(Method method, Golden sizes, int top, int rows) {
        int stride = sizes.width() + GAP;
        ByteBuffer plane = ByteBuffer.allocateDirect(stride * sizes.height());
        for (int y = 0; y < sizes.height(); y++) {
            for (int x = 0; x < sizes.width(); x++) {
                plane.put(y * stride + x, (byte) (31 * y * y + 17 * x * y + 97 * x + 13));
            }
        }
        int newStride = sizes.newWidth() + GAP;
        ByteBuffer into = ByteBuffer.allocateDirect(newStride * rows);
        new OpenCvScaler(sizes.height(), sizes.width(), sizes.newHeight(), sizes.newWidth(), method)
                .scale(plane, stride, top, rows, into, newStride);
        byte[] pixels = new byte[sizes.newWidth() * rows];
        for (int y = 0; y < rows; y++) {
            into.get(y * newStride, pixels, y * sizes.newWidth(), sizes.newWidth());
            for (int gap = 0; gap < GAP; gap++) {
                assertThat(into.get(y * newStride + sizes.newWidth() + gap)).isZero();
            }
        }
        return pixels;
    }
}
