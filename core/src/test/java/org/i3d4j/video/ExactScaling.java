package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.video.scaling.FrameScalerTest;

/**
 * What scaling means, in double precision. {@code BILINEAR}: a triangle filter over pixel centres that widens where a side
 * shrinks. {@code AREA}: the mean of what a pixel covers where a side shrinks, else as the other. YUV 4:2:0 becomes RGB by
 * BT.601 of limited range (ITU-R BT.601-7, 2.5); a chroma sample lies in the middle of its 2x2 pixels, of which some may be
 * cut off.
 */
final class ExactScaling {
    private ExactScaling() {}

    /** Red, green and blue of a frame of even sides at another size, scaled first, row by row, in [0, 255]. */
    static double[][] rgb(AVFrame frame, int width, int height, Interpolation interpolation) {
        double[][] planes = new double[3][];
        for (int i = 0; i < planes.length; i++) {
            int step = i == 0 ? 1 : 2;
            double[] plane = plane(frame, i, frame.width() / step, frame.height() / step);
            // Chroma is interpolated where it has fewer samples than there are pixels.
            boolean area = interpolation == Interpolation.AREA && i == 0;
            Interpolation filter = area ? Interpolation.RGB_AREA : interpolation;
            planes[i] = scaled(plane, frame.width() / step, width, height, filter);
        }
        return rgb(planes[0], planes[1], planes[2]);
    }

    /** Red, green and blue of a frame in its own size, whether or not its sides are even. */
    static double[][] rgb(AVFrame frame) {
        int width = (frame.width() + 1) / 2;
        int height = (frame.height() + 1) / 2;
        double[] y = plane(frame, 0, frame.width(), frame.height());
        double[] u = doubled(plane(frame, 1, width, height), width, frame);
        double[] v = doubled(plane(frame, 2, width, height), width, frame);
        return rgb(y, u, v);
    }

    private static double[] doubled(double[] chroma, int width, AVFrame frame) {
        double[] doubled = scaled(chroma, width, 2 * width, 2 * chroma.length / width, Interpolation.BILINEAR);
        double[] cut = new double[frame.width() * frame.height()];
        for (int y = 0; y < frame.height(); y++) {
            System.arraycopy(doubled, y * 2 * width, cut, y * frame.width(), frame.width());
        }
        return cut;
    }

    private static double[][] rgb(double[] y, double[] u, double[] v) {
        double[][] rgb = new double[3][y.length];
        for (int i = 0; i < y.length; i++) {
            double luma = (y[i] - 16) * 255 / 219;
            double blueness = (u[i] - 128) * 255 / 224;
            double redness = (v[i] - 128) * 255 / 224;
            rgb[0][i] = cut(luma + 1.402 * redness);
            rgb[1][i] = cut(luma - 0.114 * 1.772 / 0.587 * blueness - 0.299 * 1.402 / 0.587 * redness);
            rgb[2][i] = cut(luma + 1.772 * blueness);
        }
        return rgb;
    }

    private static double cut(double level) {
        return Math.min(Math.max(level, 0), 255);
    }

    private static double[] plane(AVFrame frame, int plane, int width, int height) {
        double[] levels = new double[width * height];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = frame.data(plane).get((long) (i / width) * frame.linesize(plane) + i % width) & 0xFF;
        }
        return levels;
    }

    /** A plane at another size. */
    static double[] scaled(double[] plane, int width, int toWidth, int toHeight, Interpolation interpolation) {
        int height = plane.length / width;
        double[] narrowed = new double[height * toWidth];
        for (int x = 0; x < toWidth; x++) {
            double[] weights = weights(x, width, toWidth, interpolation);
            for (int y = 0; y < height; y++) {
                double sum = 0;
                for (int i = 0; i < width; i++) {
                    if (weights[i] > 0) {
                        sum += weights[i] * plane[y * width + i];
                    }
                }
                narrowed[y * toWidth + x] = sum;
            }
        }
        double[] scaled = new double[toHeight * toWidth];
        for (int y = 0; y < toHeight; y++) {
            double[] weights = weights(y, height, toHeight, interpolation);
            for (int i = 0; i < height; i++) {
                for (int x = 0; weights[i] > 0 && x < toWidth; x++) {
                    scaled[y * toWidth + x] += weights[i] * narrowed[i * toWidth + x];
                }
            }
        }
        return scaled;
    }

    private static double[] weights(int place, int from, int to, Interpolation interpolation) {
        boolean area = interpolation == Interpolation.RGB_AREA || (interpolation == Interpolation.AREA && to < from);
        return area ? area(place, from, to) : triangle(place, from, to);
    }

    private static double[] area(int place, int from, int to) {
        double scale = (double) from / to;
        double[] weights = new double[from];
        for (int i = 0; i < from; i++) {
            double covered = Math.min(i + 1, (place + 1) * scale) - Math.max(i, place * scale);
            weights[i] = Math.max(covered / scale, 0);
        }
        return weights;
    }

    private static double[] triangle(int place, int from, int to) {
        double scale = (double) from / to;
        double support = Math.max(scale, 1);
        double center = (place + 0.5) * scale - 0.5;
        double[] weights = new double[from];
        double sum = 0;
        // Beyond an edge its pixel goes on.
        for (int i = (int) Math.floor(center - support); i <= center + support; i++) {
            double weight = Math.max(1 - Math.abs(i - center) / support, 0);
            weights[Math.min(Math.max(i, 0), from - 1)] += weight;
            sum += weight;
        }
        for (int i = 0; i < from; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Without the first columns and rows, in which FFmpeg may leave out what lies beyond the edge. */
    static double[] inside(int[] plane, int width, int left, int top) {
        return inside(Arrays.stream(plane).asDoubleStream().toArray(), width, left, top);
    }

    static double[] inside(double[] plane, int width, int left, int top) {
        return IntStream.range(0, plane.length)
                .filter(i -> i % width >= left && i / width >= top)
                .mapToDouble(i -> plane[i])
                .toArray();
    }

    static void assertWithin(int tolerance, double[] levels, double[] exact) {
        for (int i = 0; i < levels.length; i++) {
            assertThat(Math.abs(levels[i] - Math.round(exact[i])))
                    .as("pixel %d", i)
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    /** Holds a clip of one frame to its red, green and blue at their own size, at this and scaled here. */
    static void assertScaled(int[][] own, int width, Clip clip, Interpolation interpolation, int tolerance) {
        int[][] levels = FrameScalerTest.levels(clip, 0);
        int edge = interpolation == Interpolation.BILINEAR && clip.width() < width ? 1 : 0;
        for (int channel = 0; channel < 3; channel++) {
            double[] plane = Arrays.stream(own[channel]).asDoubleStream().toArray();
            double[] exact = ExactScaling.scaled(plane, width, clip.width(), clip.height(), interpolation);
            assertWithin(
                    tolerance,
                    inside(levels[channel], clip.width(), edge, edge),
                    inside(exact, clip.width(), edge, edge));
        }
    }
}
