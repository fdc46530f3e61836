package org.i3d4j.report.seeing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeatColorsTest {
    /** How people without one kind of cone see linear RGB: Machado, Oliveira and Fernandes (2009), severity 1. */
    private static final double[][] PROTAN = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
    };

    private static final double[][] DEUTAN = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };
    private static final double[][] TRITAN = {
        {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
    };

    static double[][][] eyes() {
        return new double[][][] {PROTAN, DEUTAN, TRITAN};
    }

    private static double[] seen(double[][] eye, int rgb) {
        double[] linear = IntStream.of(16, 8, 0)
                .mapToDouble(shift -> Math.pow((rgb >> shift & 0xff) / 255.0, 2.2))
                .toArray();
        return Arrays.stream(eye)
                .mapToDouble(row -> {
                    double light = row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2];
                    return 255 * Math.pow(Math.max(0, light), 1 / 2.2);
                })
                .toArray();
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(
                IntStream.range(0, 3).mapToDouble(i -> Math.pow(a[i] - b[i], 2)).sum());
    }

    /** On dark, middle and light ground, for and against differ by a third of the way from black to white, and both from no heat. */
    @ParameterizedTest
    @MethodSource("eyes")
    void signsAreToldApartByEveryEye(double[][] eye) {
        for (int grey : new int[] {30, 128, 225}) {
            double[] nothing = seen(eye, HeatColors.over(grey, 0));
            double[] pro = seen(eye, HeatColors.over(grey, 1));
            double[] contra = seen(eye, HeatColors.over(grey, -1));
            assertThat(distance(pro, contra)).as("grey %d", grey).isGreaterThan(90);
            assertThat(distance(pro, nothing)).as("grey %d", grey).isGreaterThan(60);
            assertThat(distance(contra, nothing)).as("grey %d", grey).isGreaterThan(60);
        }
    }

    @Test
    void leavesWhatHasNoHeatGreyAndGrowsWithIt() {
        assertThat(HeatColors.over(77, 0)).isEqualTo(0x4d4d4d);
        assertThat(HeatColors.over(128, 5)).isEqualTo(HeatColors.over(128, 1));
        int before = 0;
        for (int i = 0; i <= 10; i++) {
            int color = HeatColors.over(128, i / 10.0);
            int saturation = (color >> 16) - (color & 0xff);
            assertThat(saturation).isGreaterThanOrEqualTo(before);
            before = saturation;
        }
        assertThat(before).isGreaterThan(150);
        assertThat(HeatColors.grey(255, 255, 255)).isEqualTo(255);
        assertThat(HeatColors.grey(0, 255, 0)).isEqualTo(150);
    }

    @Test
    void tellsValuesWithTheirSignsInTwoDigits() {
        assertThat(HeatBar.label(0.4532)).isEqualTo("+0.45");
        assertThat(HeatBar.label(-0.00312)).isEqualTo("−0.0031");
        assertThat(HeatBar.label(13.2)).isEqualTo("+13");
        assertThat(HeatBar.label(0)).isEqualTo("0");
    }
}
