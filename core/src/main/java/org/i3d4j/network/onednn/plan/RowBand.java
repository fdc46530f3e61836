package org.i3d4j.network.onednn.plan;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.architecture.AxisPadding;
import org.i3d4j.architecture.Extent;

/**
 * Rows of what a convolution puts out, and the rows that these are made from.
 *
 * @param first row put out
 * @param rows put out
 * @param firstInput the first row read
 * @param inputRows how many are read
 * @param padding rows in front of these and behind them that don't exist
 */
record RowBand(int first, int rows, int firstInput, int inputRows, AxisPadding padding) {

    /**
     * All rows that a convolution puts out, in bands of at most {@code most} rows, which differ little in size; none is larger than the
     * first.
     *
     * @param inputs rows read
     * @param before rows of padding in front of them
     */
    static List<RowBand> of(int inputs, int outputs, int before, int kernel, int stride, int most) {
        int bands = Extent.ceilDiv(outputs, most);
        int rows = Extent.ceilDiv(outputs, bands);
        List<RowBand> all = new ArrayList<>();
        for (int first = 0; first < outputs; first += rows) {
            all.add(band(first, Math.min(rows, outputs - first), inputs, before, kernel, stride));
        }
        return all;
    }

    private static RowBand band(int first, int rows, int inputs, int before, int kernel, int stride) {
        int begin = first * stride - before;
        int end = begin + (rows - 1) * stride + kernel;
        int firstInput = Math.max(begin, 0);
        int inputRows = Math.min(end, inputs) - firstInput;
        return new RowBand(
                first, rows, firstInput, inputRows, new AxisPadding(firstInput - begin, end - firstInput - inputRows));
    }
}
