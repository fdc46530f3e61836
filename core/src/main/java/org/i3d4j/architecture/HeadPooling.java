package org.i3d4j.architecture;

import java.util.stream.DoubleStream;

/**
 * The head's average pooling and the mean over what it gives, as one weighted mean of the last feature map. Windows overlap, so that
 * positions at the edges of a map that is larger than a window are seen by fewer of them and count less.
 */
public final class HeadPooling {
    private HeadPooling() {}

    /**
     * What each position of a feature map counts in the logits.
     *
     * @param features size of the last feature map
     * @return T',H',W' in C order; they sum up to 1
     */
    public static double[] shares(Architecture architecture, Extent features) {
        Extent window = architecture.headPoolOn(features);
        Extent windows = features.zip(window, (n, k) -> n - k + 1);
        double all = (double) window.volume() * windows.volume();
        double[] shares = new double[(int) features.volume()];
        int at = 0;
        for (int t = 0; t < features.time(); t++) {
            for (int h = 0; h < features.height(); h++) {
                for (int w = 0; w < features.width(); w++) {
                    shares[at++] = covered(t, features.time(), window.time())
                            * covered(h, features.height(), window.height())
                            * covered(w, features.width(), window.width())
                            / all;
                }
            }
        }
        return shares;
    }

    /**
     * Logits whose probabilities are the mean of those at all positions. At one position they are what they were: each position's
     * scale, of which probabilities know nothing, is averaged too.
     *
     * @param logits clips, classes, positions in C order
     * @return clips x classes
     */
    public static float[] averaged(float[] logits, int clips, int classes) {
        int positions = logits.length / (clips * classes);
        if (positions == 1) {
            return logits.clone();
        }
        float[] averaged = new float[clips * classes];
        double[] scales = new double[positions];
        double[] row = new double[classes];
        double[] column = new double[positions];
        for (int clip = 0; clip < clips; clip++) {
            int first = clip * classes * positions;
            for (int position = 0; position < positions; position++) {
                for (int i = 0; i < classes; i++) {
                    row[i] = logits[first + i * positions + position];
                }
                scales[position] = logOfSum(row);
            }
            double offset = DoubleStream.of(scales).average().orElseThrow() - Math.log(positions);
            for (int i = 0; i < classes; i++) {
                for (int position = 0; position < positions; position++) {
                    column[position] = logits[first + i * positions + position] - scales[position];
                }
                averaged[clip * classes + i] = (float) (logOfSum(column) + offset);
            }
        }
        return averaged;
    }

    /** The logarithm of the sum of exponentials. */
    private static double logOfSum(double[] values) {
        double largest = DoubleStream.of(values).max().orElseThrow();
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - largest);
        }
        return largest + Math.log(sum);
    }

    /** How many windows see a position. */
    private static double covered(int position, int size, int window) {
        return Math.min(position, size - window) - Math.max(0, position - window + 1) + 1;
    }
}
