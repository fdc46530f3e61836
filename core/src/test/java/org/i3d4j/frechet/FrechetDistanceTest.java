package org.i3d4j.frechet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.i3d4j.error.ShapeException;
import org.i3d4j.golden.GoldenForward;
import org.i3d4j.golden.GoldenRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Against the golden kit's {@code frechet.json}, made with SciPy's sqrtm by its {@code golden_frechet.py}. */
class FrechetDistanceTest {
    private static final long SEED = 11;

    /** The kit's feature matrices: noise that a matrix near the identity mixes, and a shift. */
    private static double[][] features(String name, int clips, int dimensions, double shift) {
        GoldenRandom noise = new GoldenRandom(SEED, "frechet/" + name + "/z");
        GoldenRandom mixing = new GoldenRandom(SEED, "frechet/" + name + "/m");
        GoldenRandom shifts = new GoldenRandom(SEED, "frechet/" + name + "/b");
        double[][] rows = new double[clips][dimensions];
        for (int i = 0; i < clips; i++) {
            for (int k = 0; k < dimensions; k++) {
                double z = noise.unit((long) i * dimensions + k) - 0.5;
                for (int j = 0; j < dimensions; j++) {
                    double m = (mixing.unit((long) k * dimensions + j) - 0.5) / 2 + (k == j ? 1 : 0);
                    rows[i][j] += z * m;
                }
            }
            for (int j = 0; j < dimensions; j++) {
                rows[i][j] += shifts.unit(j) * shift;
            }
        }
        return rows;
    }

    private static FeatureStatistics statistics(double[][] rows) {
        return FeatureMoments.statistics(rows, CovarianceDivisor.ONE_LESS);
    }

    private static JsonNode golden(String name) throws IOException {
        return GoldenForward.read("frechet.json").get("cases").get(name);
    }

    private static void assertAgrees(String name, double[][] one, double[][] other, double relative)
            throws IOException {
        JsonNode golden = golden(name);
        double expected = golden.get("frechet_sqrtm").asDouble();

        FrechetDistance found = FrechetDistance.between(statistics(one), statistics(other));

        assertThat(Arrays.copyOf(one[0], 8))
                .containsExactly(GoldenForward.doubles(golden.get("x_first8")), within(1e-13));
        assertThat(found.value()).isCloseTo(expected, within(relative * expected));
        assertThat(found.means()).isCloseTo(golden.get("mean_term").asDouble(), within(1e-9));
        assertThat(FrechetDistance.between(statistics(other), statistics(one)).value())
                .isCloseTo(expected, within(relative * expected));
    }

    /** The kit asks for 1e-6; two ways in double differ by 1e-14. */
    @Test
    void agreesWithSciPyWhereCovariancesHaveFullRank() throws IOException {
        assertAgrees("fullrank", features("a", 300, 32, 1), features("b", 250, 32, 2), 1e-9);
    }

    /** Logits of Kinetics-400 have as many dimensions. */
    @Test
    void agreesWithSciPyInFourHundredDimensions() throws IOException {
        assertAgrees("large", features("e", 1000, 400, 0.2), features("f", 900, 400, 0.3), 1e-9);
    }

    /** The kit asks for 1e-4, as sqrtm of a singular matrix has half the digits. */
    @Test
    void agreesWithSciPyWhereThereAreFewerClipsThanDimensions() throws IOException {
        assertAgrees("deficient", features("c", 40, 64, 1), features("d", 48, 64, 1.5), 1e-7);
    }

    /** With the other way of the kit, by eigenvalues, which keeps its digits, it agrees closer. */
    @Test
    void keepsItsDigitsWhereCovariancesAreSingular() throws IOException {
        FrechetDistance found =
                FrechetDistance.between(statistics(features("c", 40, 64, 1)), statistics(features("d", 48, 64, 1.5)));

        assertThat(found.value())
                .isCloseTo(golden("deficient").get("frechet_eigh").asDouble(), within(1e-6));
    }

    @Test
    void aSetIsAtNoDistanceFromItself() {
        double[][] full = features("a", 300, 32, 1);
        double[][] singular = features("c", 40, 64, 1);

        assertThat(FrechetDistance.between(statistics(full), statistics(full)).value())
                .isBetween(0.0, 1e-9);
        assertThat(FrechetDistance.between(statistics(singular), statistics(singular))
                        .value())
                .isBetween(0.0, 1e-9);
    }

    @Test
    void aShiftedSetIsAsFarAsTheSquareOfTheShift() throws IOException {
        double[][] one = features("a", 300, 32, 1);
        double[][] shifted = Arrays.stream(one)
                .map(row -> Arrays.stream(row).map(value -> value + 0.5).toArray())
                .toArray(double[][]::new);

        assertThat(FrechetDistance.between(statistics(one), statistics(shifted)).value())
                .isCloseTo(golden("shifted").get("frechet_sqrtm").asDouble(), within(1e-8));
    }

    /** Of one dimension it is (m1 - m2)² + (s1 - s2)². */
    @Test
    void isKnownInOneDimension() {
        FeatureStatistics narrow = new FeatureStatistics(10, new double[] {1}, new double[] {4});
        FeatureStatistics wide = new FeatureStatistics(10, new double[] {4}, new double[] {25});

        assertThat(FrechetDistance.between(narrow, wide)).isEqualTo(new FrechetDistance(9, 9));
    }

    /** Clips that are all alike have no covariance at all. */
    @Test
    void twoSetsOfOneClipEachAreAsFarAsTheirMeans() {
        double[][] zeros = new double[3][5];
        double[][] ones = IntStream.range(0, 4)
                .mapToObj(row -> new double[] {1, 1, 1, 1, 1})
                .toArray(double[][]::new);

        assertThat(FrechetDistance.between(statistics(zeros), statistics(ones))).isEqualTo(new FrechetDistance(5, 0));
    }

    @Test
    void growsWithNoise() {
        double[][] one = features("a", 300, 32, 1);
        double[] distances = IntStream.range(0, 4)
                .mapToDouble(strength -> FrechetDistance.between(statistics(one), statistics(noisy(one, strength)))
                        .value())
                .toArray();

        assertThat(distances).isSorted();
        assertThat(distances[0]).isLessThan(1e-9);
        assertThat(distances[1]).isGreaterThan(0.01);
    }

    private static double[][] noisy(double[][] rows, double strength) {
        GoldenRandom noise = new GoldenRandom(1, "noise");
        int columns = rows[0].length;
        return IntStream.range(0, rows.length)
                .mapToObj(i -> IntStream.range(0, columns)
                        .mapToDouble(j -> rows[i][j] + strength * (noise.unit((long) i * columns + j) - 0.5))
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void refusesFeaturesOfOtherDimensions() {
        FeatureStatistics two = statistics(features("a", 5, 2, 1));
        FeatureStatistics three = statistics(features("a", 5, 3, 1));

        assertThatThrownBy(() -> FrechetDistance.between(two, three))
                .isInstanceOf(ShapeException.class)
                .hasMessage("features of 2 dimensions and of 3; expected as many on both sides");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesSetsWithFewerThanTwoClips(int clips) {
        assertThatThrownBy(() -> statistics(features("a", clips, 2, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("statistics of " + clips + (clips == 1 ? " clip" : " clips")
                        + "; a covariance takes at least 2");
    }
}
