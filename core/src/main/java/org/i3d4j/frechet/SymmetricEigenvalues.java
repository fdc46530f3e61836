package org.i3d4j.frechet;

/**
 * Eigenvalues of a symmetric matrix, without their vectors: Householder reflections make it tridiagonal, the implicit QL method
 * makes that diagonal. Golub and Van Loan, Matrix Computations, 8.3. Errors are of the size of rounding of the largest one.
 */
final class SymmetricEigenvalues {
    /** Steps of QL for one eigenvalue; two or three are usual. */
    private static final int MOST_STEPS = 60;

    private final double[] diagonal;
    /** Entry i stands between i and i + 1 of the diagonal. */
    private final double[] beside;

    private SymmetricEigenvalues(int size) {
        this.diagonal = new double[size];
        this.beside = new double[size];
    }

    /**
     * All eigenvalues, in no order.
     *
     * @param matrix finite rows, of which those parts up to the diagonal are read; what they hold afterwards is of no use
     * @throws IllegalStateException if they are not found, as where a value is not finite
     */
    static double[] of(double[][] matrix) {
        SymmetricEigenvalues found = new SymmetricEigenvalues(matrix.length);
        found.tridiagonalize(matrix);
        for (int i = 0; i < matrix.length; i++) {
            found.settle(i);
        }
        return found.diagonal;
    }

    /** From the last row on: a reflection takes all of a row to its neighbour of the diagonal. */
    private void tridiagonalize(double[][] matrix) {
        for (int last = matrix.length - 1; last > 0; last--) {
            double[] row = matrix[last];
            diagonal[last] = row[last];
            double scale = 0;
            for (int k = 0; k < last; k++) {
                scale = Math.max(scale, Math.abs(row[k]));
            }
            if (scale > 0 && last > 1) {
                beside[last - 1] = reflect(matrix, row, last, scale);
            } else {
                beside[last - 1] = row[last - 1];
            }
        }
        if (matrix.length > 0) {
            diagonal[0] = matrix[0][0];
        }
    }

    /**
     * Applies the reflection that clears {@code row} to the {@code size} rows before it.
     *
     * @param scale the row's largest magnitude, which keeps squares within range
     * @return what is left of the row
     */
    private static double reflect(double[][] matrix, double[] row, int size, double scale) {
        double squares = 0;
        for (int k = 0; k < size; k++) {
            row[k] /= scale;
            squares += row[k] * row[k];
        }
        double left = row[size - 1] >= 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
        double half = squares - row[size - 1] * left;
        row[size - 1] -= left;
        double[] product = product(matrix, row, size);
        double projection = 0;
        for (int j = 0; j < size; j++) {
            product[j] /= half;
            projection += product[j] * row[j];
        }
        projection /= 2 * half;
        for (int j = 0; j < size; j++) {
            product[j] -= projection * row[j];
        }
        for (int j = 0; j < size; j++) {
            double[] target = matrix[j];
            double ofRow = row[j];
            double ofProduct = product[j];
            for (int k = 0; k <= j; k++) {
                target[k] -= ofRow * product[k] + ofProduct * row[k];
            }
        }
        return scale * left;
    }

    /** The first rows, of which the lower half is there, times {@code vector}. */
    private static double[] product(double[][] matrix, double[] vector, int size) {
        double[] product = new double[size];
        for (int j = 0; j < size; j++) {
            double[] row = matrix[j];
            double ofVector = vector[j];
            double sum = row[j] * ofVector;
            for (int k = 0; k < j; k++) {
                sum += row[k] * vector[k];
                product[k] += row[k] * ofVector;
            }
            product[j] += sum;
        }
        return product;
    }

    /** Rotates until nothing stands beside diagonal entry {@code at}. */
    private void settle(int at) {
        for (int step = 0; ; step++) {
            int end = endOfBlock(at);
            if (end == at) {
                return;
            }
            if (step == MOST_STEPS) {
                throw new IllegalStateException("no eigenvalue found in " + MOST_STEPS + " steps");
            }
            sweep(at, end);
        }
    }

    /** Where the block that begins at {@code from} falls apart. */
    private int endOfBlock(int from) {
        int end = from;
        while (end < diagonal.length - 1) {
            double around = Math.abs(diagonal[end]) + Math.abs(diagonal[end + 1]);
            if (Math.abs(beside[end]) <= Math.ulp(around)) {
                break;
            }
            end++;
        }
        return end;
    }

    /** One step of QL with Wilkinson's shift, from the end of a block to its begin. */
    private void sweep(int from, int end) {
        double half = (diagonal[from + 1] - diagonal[from]) / (2 * beside[from]);
        double root = Math.hypot(half, 1);
        double shifted = diagonal[end] - diagonal[from] + beside[from] / (half + Math.copySign(root, half));
        double sine = 1;
        double cosine = 1;
        double taken = 0;
        for (int i = end - 1; i >= from; i--) {
            double f = sine * beside[i];
            double b = cosine * beside[i];
            double length = Math.hypot(f, shifted);
            beside[i + 1] = length;
            if (length == 0) {
                diagonal[i + 1] -= taken;
                beside[end] = 0;
                return;
            }
            sine = f / length;
            cosine = shifted / length;
            double rest = diagonal[i + 1] - taken;
            double turned = (diagonal[i] - rest) * sine + 2 * cosine * b;
            taken = sine * turned;
            diagonal[i + 1] = rest + taken;
            shifted = cosine * turned - b;
        }
        diagonal[from] -= taken;
        beside[from] = shifted;
        beside[end] = 0;
    }
}
