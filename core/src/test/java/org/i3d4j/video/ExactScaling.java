package org.i3d4j.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * What bilinear scaling means, in double precision: a triangle filter over pixel centres that widens when a side shrinks,
 * for each plane by itself, then BT.601 of limited range (ITU-R BT.601-7, 2.5).
 */
final class ExactScaling {
    private ExactScaling() {}

    /** Red, green and blue of a YUV 4:2:0 frame at another size, row by row, in [0, 255]. */
    static double[][] rgb(AVFrame frame, int width, int height) {
        double[] y = plane(frame, 0, frame.width(), frame.height(), width, height);
        double[] u = plane(frame, 1, frame.width() / 2, frame.height() / 2, width, height);
        double[] v = plane(frame, 2, frame.width() / 2, frame.height() / 2, width, height);
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

    private static double[] plane(AVFrame frame, int plane, int width, int height, int toWidth, int toHeight) {
        double[] narrowed = new double[height * toWidth];
        for (int x = 0; x < toWidth; x++) {
            double[] weights = weights(x, width, toWidth);
            for (int y = 0; y < height; y++) {
                double sum = 0;
                for (int i = 0; i < width; i++) {
                    if (weights[i] > 0) {
                        sum += weights[i] * (frame.data(plane).get((long) y * frame.linesize(plane) + i) & 0xFF);
                    }
                }
                narrowed[y * toWidth + x] = sum;
            }
        }
        double[] scaled = new double[toHeight * toWidth];
        for (int y = 0; y < toHeight; y++) {
            double[] weights = weights(y, height, toHeight);
            for (int i = 0; i < height; i++) {
                for (int x = 0; weights[i] > 0 && x < toWidth; x++) {
                    scaled[y * toWidth + x] += weights[i] * narrowed[i * toWidth + x];
                }
            }
        }
        return scaled;
    }

    private static double[] weights(int place, int from, int to) {
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
}
