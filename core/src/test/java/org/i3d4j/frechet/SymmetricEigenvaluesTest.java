package org.i3d4j.frechet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.i3d4j.golden.GoldenRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenvaluesTest {
    private static double[] sorted(double[]... matrix) {
        double[] values = SymmetricEigenvalues.of(matrix);
        Arrays.sort(values);
        return values;
    }

    @Test
    void areKnownForSmallMatrices() {
        assertThat(SymmetricEigenvalues.of(new double[0][])).isEmpty();
        assertThat(sorted(new double[] {3})).containsExactly(3);
        assertThat(sorted(new double[] {2}, new double[] {1, 2})).containsExactly(new double[] {1, 3}, within(1e-15));
        assertThat(sorted(new double[] {0}, new double[] {0, 0}, new double[] {0, 0, 0}))
                .containsExactly(0, 0, 0);
        assertThat(sorted(new double[] {5}, new double[] {0, -1}, new double[] {0, 0, 2}))
                .containsExactly(-1, 2, 5);
    }

    /** Of second differences: 2 - 2 cos(k pi / (n + 1)). */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 101})
    void areKnownForSecondDifferences(int size) {
        double[][] matrix = new double[size][size];
        double[] expected = new double[size];
        for (int i = 0; i < size; i++) {
            matrix[i][i] = 2;
            if (i > 0) {
                matrix[i][i - 1] = -1;
            }
            expected[i] = 2 - 2 * Math.cos((i + 1) * Math.PI / (size + 1));
        }

        assertThat(sorted(matrix)).containsExactly(expected, within(1e-13));
    }

    /** Reflections leave eigenvalues as they are: of many sizes, some that occur twice, and 0. */
    @Test
    void areThoseThatAMatrixWasMadeOf() {
        double[] made = {1e6, 1e6, 400, 3, 3, 3, 1, 1e-3, 1e-6, 0, 0, -5};
        double[][] matrix = new double[made.length][made.length];
        for (int i = 0; i < made.length; i++) {
            matrix[i][i] = made[i];
        }
        GoldenRandom random = new GoldenRandom(3, "reflections");
        for (int turn = 0; turn < 5; turn++) {
            double[] axis = axis(random, made.length, turn);
            matrix = reflected(matrix, axis);
        }
        Arrays.sort(made);

        // Rounding of the largest, 1e6, is 1e-10.
        assertThat(sorted(matrix)).containsExactly(made, within(2e-9));
    }

    private static double[] axis(GoldenRandom random, int size, int turn) {
        double[] axis = new double[size];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            axis[i] = random.unit((long) turn * size + i) - 0.5;
            squares += axis[i] * axis[i];
        }
        for (int i = 0; i < size; i++) {
            axis[i] /= Math.sqrt(squares);
        }
        return axis;
    }

    private static double[][] reflected(double[][] matrix, double[] axis) {
        return transposed(columnsReflected(transposed(columnsReflected(matrix, axis)), axis));
    }

    private static double[][] columnsReflected(double[][] matrix, double[] axis) {
        double[][] result = new double[matrix.length][matrix.length];
        for (int column = 0; column < matrix.length; column++) {
            double along = 0;
            for (int i = 0; i < matrix.length; i++) {
                along += axis[i] * matrix[i][column];
            }
            for (int i = 0; i < matrix.length; i++) {
                result[i][column] = matrix[i][column] - 2 * axis[i] * along;
            }
        }
        return result;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] result = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return result;
    }

    @Test
    void endWhereAValueIsNotFinite() {
        double[][] matrix = {{1, 0, 0}, {Double.NaN, 1, 0}, {1, 1, 1}};

        assertThatThrownBy(() -> SymmetricEigenvalues.of(matrix)).isInstanceOf(IllegalStateException.class);
    }
}
