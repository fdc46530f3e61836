package org.i3d4j.frechet;

import java.util.ArrayList;
import java.util.List;

/**
 * A root of a covariance S: R with R'R = S, by Cholesky's method with pivots. It ends where nothing but rounding is left, so that
 * R has as many rows as S has rank: fewer clips than dimensions make S singular, and R small.
 */
final class CovarianceRoot {
    private CovarianceRoot() {}

    /**
     * The rows of R.
     *
     * @param statistics whose covariance is meant: symmetric, without eigenvalues below 0 but for rounding
     * @return as many rows as the rank, each D long
     */
    static double[][] of(FeatureStatistics statistics) {
        int dimensions = statistics.dimensions();
        double[] left = new double[dimensions];
        double largest = 0;
        for (int i = 0; i < dimensions; i++) {
            left[i] = statistics.covariance(i, i);
            largest = Math.max(largest, left[i]);
        }
        double rounding = dimensions * Math.ulp(largest);
        List<double[]> rows = new ArrayList<>();
        while (rows.size() < dimensions) {
            int pivot = greatest(left);
            if (!(left[pivot] > rounding)) {
                break;
            }
            rows.add(row(statistics, rows, pivot, left));
        }
        return rows.toArray(double[][]::new);
    }

    private static int greatest(double[] values) {
        int greatest = 0;
        for (int i = 1; i < values.length; i++) {
            greatest = values[i] > values[greatest] ? i : greatest;
        }
        return greatest;
    }

    /** The next row, of what the rows before leave of the covariance. */
    private static double[] row(FeatureStatistics statistics, List<double[]> before, int pivot, double[] left) {
        int dimensions = left.length;
        double[] row = new double[dimensions];
        statistics.addCovariances(pivot, 1, row);
        for (double[] known : before) {
            double ofPivot = known[pivot];
            for (int i = 0; i < dimensions; i++) {
                row[i] -= ofPivot * known[i];
            }
        }
        double root = Math.sqrt(left[pivot]);
        for (int i = 0; i < dimensions; i++) {
            row[i] /= root;
            left[i] -= row[i] * row[i];
        }
        row[pivot] = root;
        left[pivot] = 0;
        return row;
    }
}
