package org.i3d4j.frechet;

import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;

/** What the Fréchet distance knows of a set: the normal distribution that its features are taken for. */
public final class FeatureStatistics {
    private final long count;
    private final double[] mean;
    private final double[] covariance;

    /**
     * @param count how many clips, at least 2
     * @param mean of each of D dimensions; kept, not copied
     * @param covariance D x D, row by row, symmetric; kept, not copied
     * @throws ShapeException if there are fewer than 2 clips, no dimensions, or the covariance is not of as many
     */
    public FeatureStatistics(long count, double[] mean, double[] covariance) {
        if (count < 2) {
            throw new ShapeException("statistics of " + Counted.of(count, "clip") + "; a covariance takes at least 2");
        }
        if (mean.length == 0 || covariance.length != (long) mean.length * mean.length) {
            throw new ShapeException("a mean of " + mean.length + " values and a covariance of " + covariance.length
                    + "; expected D and D x D");
        }
        this.count = count;
        this.mean = mean;
        this.covariance = covariance;
    }

    /** How many clips. */
    public long count() {
        return count;
    }

    /** D. */
    public int dimensions() {
        return mean.length;
    }

    /** Of each dimension; a copy. */
    public double[] mean() {
        return mean.clone();
    }

    /** D x D, row by row; a copy. */
    public double[] covariance() {
        return covariance.clone();
    }

    /** Of dimension {@code i}. */
    double mean(int i) {
        return mean[i];
    }

    /** Of dimensions {@code i} and {@code j}. */
    double covariance(int i, int j) {
        return covariance[i * mean.length + j];
    }

    /** Row {@code i} of the covariance, added to {@code sum} as often as {@code factor} says. */
    void addCovariances(int i, double factor, double[] sum) {
        int start = i * sum.length;
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * covariance[start + j];
        }
    }
}
