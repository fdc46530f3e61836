package org.i3d4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class HeadPoolingTest {
    private static final Architecture I3D = InceptionTable.of(3, 400);

    /** Two windows of 2 in time see 3 positions: the middle one is in both. */
    @Test
    void countsPositionsInMoreWindowsMore() {
        double[] shares = HeadPooling.shares(I3D, new Extent(3, 1, 1));
        assertThat(shares).containsExactly(0.25, 0.5, 0.25);
        double[] wide = HeadPooling.shares(I3D, new Extent(1, 7, 9));
        assertThat(wide[0]).isCloseTo(1 / (7.0 * 7 * 3), within(1e-15));
        assertThat(wide[4]).isCloseTo(3 / (7.0 * 7 * 3), within(1e-15));
        assertThat(HeadPooling.shares(I3D, new Extent(1, 2, 2))).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void sumsUpToOne() {
        assertThat(DoubleStream.of(HeadPooling.shares(I3D, new Extent(22, 8, 15)))
                        .sum())
                .isCloseTo(1, within(1e-12));
    }
}
