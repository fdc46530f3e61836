package org.i3d4j.network.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.architecture.AxisPadding;
import org.i3d4j.architecture.PaddingRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowBandTest {

    @ParameterizedTest
    @CsvSource({
        "SAME, 3, 1",
        "SAME, 7, 2",
        "SAME, 7, 1",
        "SAME, 1, 1",
        "SAME, 3, 2",
        "HALF, 3, 1",
        "HALF, 7, 2",
        "HALF, 1, 2"
    })
    void bandsReadWhatTheirRowsSee(PaddingRule rule, int kernel, int stride) {
        for (int inputs = 1; inputs <= 40; inputs++) {
            AxisPadding whole = rule.of(inputs, kernel, stride);
            int outputs = rule.outputSize(inputs, kernel, stride);
            for (int most = 1; most <= outputs + 1; most++) {
                List<Integer> rows = new ArrayList<>();
                for (RowBand band : RowBand.of(inputs, outputs, whole.before(), kernel, stride, most)) {
                    assertThat(band.rows()).isBetween(1, most);
                    assertThat(seen(band, kernel, stride, inputs)).isEqualTo(seen(band, whole, kernel, stride, inputs));
                    for (int row = 0; row < band.rows(); row++) {
                        rows.add(band.first() + row);
                    }
                }
                assertThat(rows).hasSize(outputs).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"56, 11, 10", "112, 17, 16", "7, 100, 7", "28, 7, 7", "9, 8, 5"})
    void bandsDifferLittle(int rows, int most, int first) {
        List<RowBand> bands = RowBand.of(rows, rows, 1, 3, 1, most);

        assertThat(bands.get(0).rows()).isEqualTo(first);
        assertThat(bands).allMatch(band -> band.rows() <= first);
    }

    /** The input rows of each output row of a band alone; -1 where there is none. */
    private static List<Integer> seen(RowBand band, int kernel, int stride, int inputs) {
        List<Integer> seen = new ArrayList<>();
        assertThat((band.inputRows() + band.padding().before() + band.padding().after() - kernel) / stride + 1)
                .isEqualTo(band.rows());
        for (int row = 0; row < band.rows(); row++) {
            for (int tap = 0; tap < kernel; tap++) {
                int at = row * stride - band.padding().before() + tap;
                seen.add(at >= 0 && at < band.inputRows() ? band.firstInput() + at : -1);
            }
        }
        assertThat(band.firstInput() + band.inputRows()).isLessThanOrEqualTo(inputs);
        return seen;
    }

    /** The same of the whole convolution. */
    private static List<Integer> seen(RowBand band, AxisPadding padding, int kernel, int stride, int inputs) {
        List<Integer> seen = new ArrayList<>();
        for (int row = band.first(); row < band.first() + band.rows(); row++) {
            for (int tap = 0; tap < kernel; tap++) {
                int at = row * stride - padding.before() + tap;
                seen.add(at >= 0 && at < inputs ? at : -1);
            }
        }
        return seen;
    }
}
