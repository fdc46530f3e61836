package org.i3d4j.frechet;

import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;

/**
 * The Fréchet distance of two normal distributions, which is a squared distance: |m1 - m2|² + tr(S1 + S2 - 2 (S1 S2)^½). Dowson and
 * Landau 1982; of features of videos it is called FVD (Unterthiner et al. 2018).
 *
 * @param means |m1 - m2|²
 * @param covariances the trace, at least 0
 */
public record FrechetDistance(double means, double covariances) {
    private static final int ROWS_AT_A_TIME = 8;

    /**
     * Of the statistics of two sets, in either order. The eigenvalues of S1 S2, whose roots make the trace, are those of the symmetric
     * R S2 R' for any root R of S1; it is as small as the smaller rank.
     *
     * @throws ShapeException if they have different dimensions
     */
    public static FrechetDistance between(FeatureStatistics one, FeatureStatistics other) {
        if (one.dimensions() != other.dimensions()) {
            throw new ShapeException("features of " + Counted.of(one.dimensions(), "dimension") + " and of "
                    + other.dimensions() + "; expected as many on both sides");
        }
        double means = 0;
        double traces = 0;
        int dimensions = one.dimensions();
        for (int i = 0; i < dimensions; i++) {
            double difference = one.mean(i) - other.mean(i);
            means += difference * difference;
            traces += one.covariance(i, i) + other.covariance(i, i);
        }
        boolean ofOne = one.count() <= other.count();
        double common = rootTrace(ofOne ? one : other, ofOne ? other : one);
        // What is below 0 is rounding.
        return new FrechetDistance(means, Math.max(0, traces - 2 * common));
    }

    /** The distance. */
    public double value() {
        return means + covariances;
    }

    private static double rootTrace(FeatureStatistics smaller, FeatureStatistics larger) {
        double[][] root = CovarianceRoot.of(smaller);
        double sum = 0;
        for (double eigenvalue : SymmetricEigenvalues.of(between(root, larger))) {
            sum += Math.sqrt(Math.max(0, eigenvalue));
        }
        return sum;
    }

    /** R S R', the part up to the diagonal: some rows at a time, while what they are multiplied by lies in the cache. */
    private static double[][] between(double[][] root, FeatureStatistics larger) {
        double[][] result = new double[root.length][];
        for (int from = 0; from < root.length; from += ROWS_AT_A_TIME) {
            double[][] products = products(root, from, larger);
            for (int i = 0; i < products.length; i++) {
                result[from + i] = new double[from + i + 1];
            }
            for (int j = 0; j < from + products.length; j++) {
                for (int i = Math.max(0, j - from); i < products.length; i++) {
                    result[from + i][j] = dot(products[i], root[j]);
                }
            }
        }
        return result;
    }

    /** Rows of R S. */
    private static double[][] products(double[][] root, int from, FeatureStatistics larger) {
        int dimensions = larger.dimensions();
        double[][] products = new double[Math.min(ROWS_AT_A_TIME, root.length - from)][dimensions];
        for (int k = 0; k < dimensions; k++) {
            for (int i = 0; i < products.length; i++) {
                larger.addCovariances(k, root[from + i][k], products[i]);
            }
        }
        return products;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
