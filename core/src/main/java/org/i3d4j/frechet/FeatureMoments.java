package org.i3d4j.frechet;

import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;

/**
 * Mean and covariance of rows that come one by one, in memory that does not grow with their number. Each row is taken from the mean so
 * far (Welford's method), so that a mean far from 0 costs no digits. Not safe for use by several threads at a time.
 */
public final class FeatureMoments {
    private final double[] mean;
    /** Products of differences from the mean, the part up to the diagonal. */
    private final double[][] products;

    private final double[] difference;
    private long count;

    /** @throws ShapeException if {@code dimensions} is below 1 */
    public FeatureMoments(int dimensions) {
        if (dimensions < 1) {
            throw new ShapeException("features of " + Counted.of(dimensions, "dimension") + "; expected at least 1");
        }
        this.mean = new double[dimensions];
        this.difference = new double[dimensions];
        this.products = new double[dimensions][];
        for (int i = 0; i < dimensions; i++) {
            products[i] = new double[i + 1];
        }
    }

    /** The statistics of all {@code rows}, each as long as the first. */
    public static FeatureStatistics statistics(double[][] rows, CovarianceDivisor divisor) {
        if (rows.length == 0) {
            throw new ShapeException("statistics of 0 clips; a covariance takes at least 2");
        }
        FeatureMoments moments = new FeatureMoments(rows[0].length);
        for (double[] row : rows) {
            moments.add(row);
        }
        return moments.statistics(divisor);
    }

    /**
     * Takes the features of one more clip.
     *
     * @throws ShapeException if there are not as many as dimensions, or one is not finite
     */
    public void add(double[] row) {
        if (row.length != mean.length) {
            throw new ShapeException(
                    "features of " + Counted.of(row.length, "dimension") + "; expected " + mean.length);
        }
        for (double value : row) {
            if (!Double.isFinite(value)) {
                throw new ShapeException("a feature of clip " + count + " is " + value + "; expected finite values");
            }
        }
        count++;
        for (int i = 0; i < row.length; i++) {
            difference[i] = row[i] - mean[i];
            mean[i] += difference[i] / count;
        }
        double weight = (count - 1.0) / count;
        for (int i = 0; i < row.length; i++) {
            double[] target = products[i];
            double scaled = weight * difference[i];
            for (int j = 0; j <= i; j++) {
                target[j] += scaled * difference[j];
            }
        }
    }

    /** How many rows were taken. */
    public long count() {
        return count;
    }

    /**
     * What the rows so far have; its own copy.
     *
     * @throws ShapeException if there are fewer than 2
     */
    public FeatureStatistics statistics(CovarianceDivisor divisor) {
        int dimensions = mean.length;
        double[] covariance = new double[Math.multiplyExact(dimensions, dimensions)];
        for (int i = 0; i < dimensions; i++) {
            for (int j = 0; j <= i; j++) {
                double value = products[i][j] / divisor.of(count);
                covariance[i * dimensions + j] = value;
                covariance[j * dimensions + i] = value;
            }
        }
        return new FeatureStatistics(count, mean.clone(), covariance);
    }
}
